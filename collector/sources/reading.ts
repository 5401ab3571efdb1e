import type { Millis } from '../../pkg/model';

/** Epoch milliseconds of what senders call a time: ISO text with or without zone (then UTC), epoch seconds, milliseconds, microseconds or nanoseconds as number or text. */
export function timestamp(value: unknown): Millis | undefined {
  if (typeof value === 'number') return epoch(value);
  if (typeof value !== 'string') return undefined;
  if (WHOLE.test(value)) return valid(Date.parse(value));
  const text = value.trim();
  if (/^\d{9,19}(?:\.\d+)?$/.test(text)) return epoch(Number(text));
  if (!/^\d{4}-\d{2}-\d{2}/.test(text)) return undefined;
  const zoned = /(?:Z|[+-]\d{2}:?\d{2})$/i.test(text) || text.length <= 10 ? text : `${text}Z`;
  const at = Date.parse(
    zoned
      .replace(' ', 'T')
      .replace(/(\.\d{3})\d+/, '$1')
      .replace(/([+-]\d{2})(\d{2})$/, '$1:$2')
  );
  return valid(at);
}

/** As most senders write it. */
const WHOLE = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{3})?Z$/;

/** What a date can hold. */
const LAST_INSTANT = 8.64e15;

function valid(at: number): Millis | undefined {
  return Number.isNaN(at) || Math.abs(at) > LAST_INSTANT ? undefined : at;
}

function epoch(value: number): Millis | undefined {
  if (!Number.isFinite(value) || value < 0) return undefined;
  if (value < 1e11) return Math.round(value * 1e3);
  if (value < 1e14) return Math.round(value);
  return valid(Math.round(value < 1e17 ? value / 1e3 : value / 1e6));
}

/** A text worth keeping: `-`, `null` and empty mean none. */
export function text(value: unknown): string | undefined {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value !== 'string') return undefined;
  const trimmed = value.trim();
  return trimmed === '' || trimmed === '-' || trimmed === 'null' ? undefined : trimmed;
}

/** A whole or decimal number, also as text. */
export function number(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  const read = text(value);
  if (read === undefined || !/^[+-]?\d+(?:\.\d+)?$/.test(read)) return undefined;
  return Number(read);
}
