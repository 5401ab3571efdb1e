import { DAY, type Millis } from '../../pkg/model';
import { WINDOW } from './duplicates';

/** Which event times are believed. An import trusts event time but for clocks that never were set; live events must be near now. */
export interface TimeRange {
  readonly oldest: Millis;
  readonly newest: Millis;
  readonly words: string;
}

const EARLIEST = Date.UTC(1990, 0, 1);

export function importRange(now: Millis): TimeRange {
  return { oldest: EARLIEST, newest: now + DAY, words: 'a time from 1990 to a day from now' };
}

export function liveRange(now: Millis): TimeRange {
  return { oldest: now - WINDOW, newest: now + DAY, words: 'a time at most 7 days ago and at most a day ahead' };
}
