import { InvalidArgumentError } from 'commander';
import { parseEntityKey, type EntityRef, type Millis } from '../model';

/** Readers of option values for commander, which turns what they throw into a message that names the option. */

const DATE = /^\d{4}-\d{2}-\d{2}$/;
const DATE_TIME = /^\d{4}-\d{2}-\d{2}[T ]\d{2}(:\d{2}(:\d{2}(\.\d{1,3})?)?)?(Z|[+-]\d{2}:?\d{2})?$/;
const ZONED = /(Z|[+-]\d{2}:?\d{2})$/;

/** `2017-03-30`, `2017-03-30T15:55` or `2017-03-30T15:55:00+02:00`; UTC where no zone is given. */
export function momentOption(text: string): Millis {
  const at = DATE.test(text) ? Date.parse(text) : DATE_TIME.test(text) ? Date.parse(normalised(text)) : NaN;
  if (Number.isNaN(at)) throw new InvalidArgumentError('Expected a time as 2026-03-30 or 2026-03-30T15:55Z.');
  return at;
}

function normalised(text: string): string {
  const full = text.replace(' ', 'T').replace(/^(.{10}T\d{2})(?=$|Z|[+-])/, '$1:00');
  return ZONED.test(full) ? full : `${full}Z`;
}

/** `15m`, `2h`, `90s`, `1d`. */
export function durationOption(text: string): Millis {
  const [, number = '', unit = ''] = /^(\d{1,6})([smhd])$/.exec(text) ?? [];
  if (unit === '' || Number(number) === 0) throw new InvalidArgumentError('Expected a time as 15m, 2h or 1d.');
  return Number(number) * (UNITS[unit] ?? 0);
}

const UNITS: Readonly<Record<string, Millis>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** `user:jweber`, `address:203.0.113.7`. */
export function entityOption(text: string): EntityRef {
  const entity = parseEntityKey(text);
  if (entity === undefined || entity.id === '') throw new InvalidArgumentError('Expected an entity as user:jweber or address:203.0.113.7.');
  return entity;
}

export function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const n = Number(text);
    if (!/^\d+$/.test(text) || n < least || n > most) throw new InvalidArgumentError(`Expected a whole number from ${least} to ${most}.`);
    return n;
  };
}

/** A port, or `off` for none. */
export function portOrOff(text: string): number | 'off' {
  return text === 'off' ? text : wholeNumber(0, 65_535)(text);
}

export function scoreOption(text: string): number {
  const n = Number(text);
  if (text.trim() === '' || !(n >= 0 && n <= 100)) throw new InvalidArgumentError('Expected a score from 0 to 100.');
  return n;
}

/** A zone that this machine's Intl knows. */
export function zoneOption(text: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone;
  } catch {
    throw new InvalidArgumentError('Expected a time zone as Europe/Vienna or +02:00.');
  }
}
