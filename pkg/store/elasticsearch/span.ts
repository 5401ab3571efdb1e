import type { Millis } from '../../model';
import type { Query } from './condition';

/** What the cluster can write as a date: the years 1 to 9999. */
const EARLIEST = -62_135_596_800_000;
const LATEST = 253_402_300_799_999;

/** Half open, as everywhere. */
export function within(from: Millis, to: Millis, field = '@timestamp'): Query {
  return { range: { [field]: { gte: clamped(from), lt: clamped(to), format: 'epoch_millis' } } };
}

function clamped(at: Millis): number {
  return Math.trunc(Math.min(LATEST, Math.max(EARLIEST, at)));
}
