import { HOUR, type Millis } from '../model';

/** Monday 00:00 UTC is hour 0 of the week; 1970-01-01 was a Thursday. */
const THURSDAY = 72;
const WEEK = 168;

/** Hour of week of a bucket's start in UTC. */
export function slotOf(start: Millis): number {
  return (Math.floor(start / HOUR) + THURSDAY) % WEEK;
}
