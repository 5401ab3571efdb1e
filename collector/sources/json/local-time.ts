import { timestamp } from '../reading';
import type { Arrival, EventWriter } from '../source';
import { utcOfWall } from '../zone';

/**
 * Sets the event's time from text with or without a zone: without one it is the arrival's (`--zone`), else UTC, and that is said in
 * `habitus.time.assumed`. @returns false where there is no time; nothing is written then
 */
export function writeLocalTime(given: unknown, at: Arrival, out: EventWriter): boolean {
  const time = timestamp(typeof given === 'string' ? given.replace(/^(\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d),/, '$1.') : given);
  if (time === undefined) return false;
  const hasZone = typeof given !== 'string' || !/^\d{4}-/.test(given.trim()) || /(?:Z|[+-]\d{2}:?\d{2})$/i.test(given.trim());
  out.time(hasZone ? time : utcOfWall(time, at.zone));
  if (!hasZone) out.text('habitus.time.assumed', at.zone ?? 'UTC');
  return true;
}
