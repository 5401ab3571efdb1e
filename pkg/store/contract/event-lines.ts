import { HOUR, type Millis } from '../../model';

/** Monday 2026-01-05T00:00Z. */
export const MONDAY: Millis = Date.UTC(2026, 0, 5);

export type Fields = Readonly<Record<string, unknown>>;

/** An id as the collector makes it: six hexadecimal digits of the hour, twenty of a hash (here a number). */
export function eventId(at: Millis, number: number): string {
  return (
    Math.floor(at / HOUR)
      .toString(16)
      .padStart(6, '0') + number.toString(16).padStart(20, '0')
  );
}

/** A sign-in that failed, at `at`, unless `fields` say otherwise. */
export function line(at: Millis, number: number, fields: Fields = {}): string {
  return JSON.stringify({
    '@timestamp': new Date(at).toISOString(),
    'event.category': ['authentication'],
    'event.outcome': 'failure',
    'habitus.id': eventId(at, number),
    'habitus.source': 'sshd',
    'habitus.entity.actor.user': 'anna',
    ...fields,
  });
}

export function bytes(lines: readonly string[]): Uint8Array {
  return Buffer.from(lines.map((each) => `${each}\n`).join(''));
}
