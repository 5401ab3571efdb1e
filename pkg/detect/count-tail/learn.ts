import { HOUR, type Millis } from '../../model';
import type { Context } from '../detector';
import { SLOTS, slotOf } from '../slot';
import { BURST_CUT, DISPERSION_HALF_LIFE_HOURS, FLOOD_CUT, LEVEL_CUT, LEVEL_HALF_LIFE_HOURS, WEEKLY_KEEP } from './constants';
import { lawOf } from './law';
import { continues, predict } from './predict';
import type { CountTailState } from './state';

const KEPT = new Map<Millis, { readonly level: number; readonly dispersion: number }>();

/** What is kept of the level and of the dispersion from one bucket to the next, by the width of the bucket. */
export function keptOver(width: Millis): { readonly level: number; readonly dispersion: number } {
  let kept = KEPT.get(width);
  if (kept === undefined) {
    const hours = width / HOUR;
    kept = { level: 2 ** (-hours / LEVEL_HALF_LIFE_HOURS), dispersion: 2 ** (-hours / DISPERSION_HALF_LIFE_HOURS) };
    KEPT.set(width, kept);
  }
  return kept;
}

/**
 * Takes in one bucket: level and dispersion first, from what was expected; then the slot.
 * A count is cut at so many standard deviations, so that one flood neither blinds the detector for weeks nor raises every hour. In buckets narrower
 * than an hour it is cut sooner, since one burst fills several of them and each would teach that bursts are usual. The square of the mean is cleared of
 * the mean's own doubt, or noise in the means would pass for steadiness.
 */
export function learnCount(state: CountTailState, start: Millis, count: number, ctx: Context): void {
  const { columns: c, index: i } = state;
  if (c.next[i] === 0) c.first[i] = start;
  const { mean, size, base, doubt } = lawOf(predict(state, start, ctx));
  const sd = Math.sqrt(mean + (mean * mean) / size);
  const kept = keptOver(ctx.width);
  const narrow = ctx.width < HOUR;
  const levelCut = Math.min(count, mean + LEVEL_CUT * sd + 3);
  const cut = narrow ? levelCut : Math.min(count, mean + FLOOD_CUT * sd + 10);
  const burst = narrow ? Math.min(count, mean + BURST_CUT * sd + 1) : cut;
  c.levelSeen[i] = kept.level * c.levelSeen[i]! + levelCut;
  c.levelExpected[i] = kept.level * c.levelExpected[i]! + base;
  c.excess[i] = kept.dispersion * c.excess[i]! + (burst - mean) ** 2 - mean;
  c.square[i] = kept.dispersion * c.square[i]! + (mean * mean) / (1 + doubt);
  addToSlot(state, start, ctx, ctx.calendar.holiday ? ownShare(state, start, ctx) : cut / (ctx.calendar.factor ?? 1));
  c.next[i] = start + ctx.width;
}

/** What a slot takes in on a holiday, which says nothing of it: its own mean, so that it keeps its rate. */
function ownShare(state: CountTailState, start: Millis, ctx: Context): number {
  const { slotCount, slotExposure, share } = predict(state, start, { ...ctx, calendar: WORKDAY });
  return slotExposure > 0 ? (slotCount / slotExposure) * share : 0;
}
const WORKDAY = { holiday: false } as const;

function addToSlot(state: CountTailState, start: Millis, ctx: Context, count: number): void {
  const { columns: c, index: i } = state;
  const slot = slotOf(ctx);
  const at = i * SLOTS + slot;
  const before = c.slots[at]!;
  const goesOn = continues(state, start, slot);
  c.slots[at] = (goesOn ? before : WEEKLY_KEEP * before) + count;
  c.total[i]! += c.slots[at]! - before;
  if (goesOn) return;
  c.slot[i] = slot;
  c.entered[i] = start;
}
