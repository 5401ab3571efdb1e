import { FloatRows } from '../float-rows';

/** Whole weeks that are kept, newest first; then the sum of the week that runs, and how many weeks are known. */
const WEEKS = 13;
const RUNNING = WEEKS;
const KNOWN = WEEKS + 1;
const SIZE = WEEKS + 2;
/** The short baseline, and how far back the long one begins: what creeps has not reached it yet. */
const RECENT = 2;
const LONG_FROM = 4;
const LEAST_LONG = 3;
/** Smaller changes than by half are noise of life; so is what happens fewer times a week. */
const LEAST_RATIO = 1.5;
const LEAST_EACH = 1.3;
const LEAST_EVENTS = 10;
/** Standard deviations of the log ratio, and how steady weeks may at most be thought to be. */
const LEAST_Z = 4;
const LEAST_SPREAD = 0.15;

/** An entity's level is lastingly another. */
export interface LevelChange {
  /** Events a week, before and now. */
  readonly before: number;
  readonly after: number;
  /** Most of it came from one week to the next, or bit by bit. */
  readonly kind: 'step' | 'creep';
  /** Standard deviations of the logarithm of weeks. */
  readonly z: number;
}

/**
 * A long baseline beside the detectors' short ones, which follow whatever persists: what an entity did in the last two weeks against the weeks from four
 * to twelve before. A rise of two in a hundred a day never stands out from yesterday; it does from two months ago. 60 bytes an entity.
 */
export class WeeklyLevels {
  private readonly rows = new FloatRows(SIZE);

  public add(at: number, observed: number): void {
    this.rows.row(at)[RUNNING]! += observed;
  }

  /** The week is over. Who changed is told once: what is now is the new normal, and the long baseline begins anew with it. */
  public endWeek(entities: number, tell: (at: number, change: LevelChange) => void): void {
    for (let at = 0; at < entities; at++) {
      const own = this.rows.row(at);
      own.copyWithin(1, 0, WEEKS - 1);
      own[0] = own[RUNNING]!;
      own[RUNNING] = 0;
      // The week of its first sight is not whole: it is left out when the second ends.
      own[KNOWN] = Math.min(WEEKS + 1, own[KNOWN]! + 1);
      const change = changeIn(own.subarray(0, Math.max(0, Math.min(WEEKS, own[KNOWN]! - 1))));
      if (!change) continue;
      own[KNOWN] = RECENT + 1;
      tell(at, change);
    }
  }

  public stored(entities: number): string {
    return this.rows.stored(entities);
  }

  public restore(stored: string): void {
    this.rows.restore(stored);
  }
}

/** @param weeks newest first */
function changeIn(weeks: Float32Array): LevelChange | undefined {
  const long = weeks.subarray(LONG_FROM);
  if (long.length < LEAST_LONG) return undefined;
  const [after, before] = [meanOf(weeks.subarray(0, RECENT)), meanOf(long)];
  const ratio = (after + 1) / (before + 1);
  const towards = Math.sign(Math.log(ratio));
  if (Math.max(after, before) < LEAST_EVENTS || Math.abs(Math.log(ratio)) < Math.log(LEAST_RATIO)) return undefined;
  for (let week = 0; week < RECENT; week++) if (towards * Math.log((weeks[week]! + 1) / (before + 1)) < Math.log(LEAST_EACH)) return undefined;
  const spread = Math.max(LEAST_SPREAD, spreadOf(long));
  const variance = spread * spread * (1 / RECENT + 1 / long.length) + 1 / (RECENT * (after + 1)) + 1 / (long.length * (before + 1));
  const z = Math.abs(Math.log(ratio)) / Math.sqrt(variance);
  return z < LEAST_Z ? undefined : { before, after, kind: largestStep(weeks) > 0.7 * Math.abs(Math.log(ratio)) ? 'step' : 'creep', z };
}

function meanOf(weeks: Float32Array): number {
  return weeks.reduce((sum, one) => sum + one, 0) / weeks.length;
}

/** Standard deviation of the logarithms, with the small sample's allowance. */
function spreadOf(weeks: Float32Array): number {
  const logs = [...weeks].map((count) => Math.log(count + 1));
  const mean = logs.reduce((sum, one) => sum + one, 0) / logs.length;
  const square = logs.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (logs.length - 1);
  return Math.sqrt(square) * (1 + 2 / logs.length);
}

function largestStep(weeks: Float32Array): number {
  let largest = 0;
  for (let week = 0; week < LONG_FROM; week++) largest = Math.max(largest, Math.abs(Math.log((weeks[week]! + 1) / (weeks[week + 1]! + 1))));
  return largest;
}
