import { DAY, type Millis } from '../../model';
import { weightFor } from '../moving-moments';
import { CUT, HALF_LIFE, TRUSTED } from './constants';
import { addToRing, pieceOf, sameTime } from './ring';
import type { ShapeState } from './state';

/** The three views of what a value should be: its usual level, the same time of the last days, the last value. In the order of `state.scales`. */
export const VIEWS = ['level', 'same', 'last'] as const;
/** Typical misses are held as standard deviations: of a normal law that is the mean miss times sqrt(pi / 2). */
const TO_DEVIATION = Math.sqrt(Math.PI / 2);
/** The last value says nothing of one that comes so many buckets later, or a day. */
const RECENT = 8;

/** What each view expects, as a distance from the origin; NaN where it says nothing. Written over by the next call. */
const FORECASTS = new Float64Array(VIEWS.length);

/** Pure, one shared array, no allocation. */
export function forecasts(state: ShapeState, start: Millis, width: Millis): Float64Array {
  const { columns: c, index: i } = state;
  const known = c.values[i]! > 0;
  FORECASTS[0] = known ? c.level[i]! : NaN;
  FORECASTS[1] = known ? sameTime(state, start, width) : NaN;
  FORECASTS[2] = known && start - c.lastAt[i]! <= Math.min(DAY, RECENT * width) + (width >= DAY ? width : 0) ? c.last[i]! : NaN;
  return FORECASTS;
}

/** Takes in one value: how far each view missed it, the level, the ring. Both are cut at four scales, so that one spike hides no second. */
export function learnShape(state: ShapeState, start: Millis, width: Millis, value: number): void {
  const { columns: c, index: i } = state;
  if (c.values[i] === 0) c.origin[i] = value;
  const x = value - c.origin[i]!;
  const least = weightFor(width, HALF_LIFE);
  const expected = forecasts(state, start, width);
  const levelScale = c.misses[i * VIEWS.length]! > TRUSTED ? c.scales[i * VIEWS.length]! : Infinity;
  for (let view = 0; view < VIEWS.length; view++) if (!Number.isNaN(expected[view]!)) learnMiss(state, i * VIEWS.length + view, x - expected[view]!, least);
  const step = Math.min(CUT * levelScale, Math.max(-CUT * levelScale, x - c.level[i]!));
  addToRing(state, pieceOf(start, width), x);
  c.values[i]! += 1;
  c.level[i]! += Math.max(1 / c.values[i]!, least) * (levelScale === 0 ? x - c.level[i]! : step);
  c.last[i] = x;
  c.lastAt[i] = start;
  c.next[i] = start + width;
}

function learnMiss({ columns: c }: ShapeState, at: number, miss: number, least: number): void {
  const before = c.scales[at]!;
  const size = Math.abs(miss) * TO_DEVIATION;
  const cut = c.misses[at]! > TRUSTED && before > 0 ? Math.min(size, CUT * before) : size;
  const n = c.misses[at]! + 1;
  c.misses[at] = n;
  c.scales[at]! += Math.max(1 / n, least) * (cut - before);
}
