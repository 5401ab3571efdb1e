import type { EventWriter } from '../source';
import type { Fields } from './fields';

/**
 * Keeps the top-level keys that nothing asked for under `habitus.extra.<under>.<key>`: at most 64 keys of at most 4 KiB of JSON each, so that no sender
 * can make an event too large by what nobody reads. What was cut is text that ends in `…`.
 */
export function keepRest(fields: Fields, out: EventWriter, under: string): void {
  let left = MOST_KEYS;
  for (const [key, value] of fields.unread()) {
    if (isEmpty(value)) continue;
    if (left-- === 0) return;
    out.extra(`${under}.${key}`, bounded(value));
  }
}

const MOST_KEYS = 64;
const MOST_LENGTH = 4_096;

function isEmpty(value: unknown): boolean {
  if (value === '' || value === '-') return true;
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

function bounded(value: unknown): unknown {
  const written = typeof value === 'string' ? value : JSON.stringify(value);
  return written.length <= MOST_LENGTH ? value : `${written.slice(0, MOST_LENGTH)}…`;
}
