import { DAY, HOUR, type Millis } from '../../model';
import type { Context, Detector } from '../detector';
import { amountOf, endOf, guardTime } from '../guards';
import { takeIn, weightFor, type Moments } from '../moving-moments';
import { SLOTS, slotOf, turnSlots } from '../slot';
import { judgeSlot } from './judge';
import { META } from './meta';
import { BLOCKS, type SeasonalState } from './state';

/** Six visits of a slot: six weeks, since a visit holds one hour (or one day) of it. */
const SLOT_HALF_LIFE_VISITS = 6;
const ALL_HALF_LIFE = 14 * DAY;

/**
 * Is this value far from this entity's mean for this hour of the week?
 *
 * Exponentially weighted mean and variance per hour of week, normal tail. The naive seasonal model that count-tail is measured against.
 * Formula, parameters and failures: detector.yaml.
 */
export const SEASONAL_ZSCORE: Detector<SeasonalState> = {
  meta: META,
  blocks: BLOCKS,
  score({ columns: c, index: i }, obs, ctx) {
    guardTime(obs.start, c.next[i]!);
    const at = i * SLOTS + slotOf(ctx);
    const { members, dispersion } = ctx.peers;
    const inputs = [c.count[at]!, c.mean[at]!, c.variance[at]!, c.allCount[i]!, c.allMean[i]!, c.allVariance[i]!, members, peerMean(ctx), dispersion];
    return judgeSlot(inputs, obs, ctx.tail);
  },
  judge: judgeSlot,
  learn(state, obs, _finding, ctx) {
    guardTime(obs.start, state.columns.next[state.index]!);
    takeInSlot(state, slotOf(ctx), amountOf(obs), obs.width);
    state.columns.next[state.index] = endOf(obs);
  },
  advance(state, from, to, zero, at) {
    const { columns: c, index: i } = state;
    guardTime(from, c.next[i]!);
    for (let start = from; zero === 'learn' && start < to;) {
      const ctx = at(start);
      takeInSlot(state, slotOf(ctx), 0, ctx.width);
      start += ctx.width;
      c.next[i] = start;
    }
    if (to > from) c.next[i] = to;
  },
  turn({ columns: c, index: i }, hours) {
    for (const column of [c.mean, c.variance, c.count]) turnSlots(column, i, hours);
  },
};

function takeInSlot({ columns: c, index: i }: SeasonalState, slot: number, value: number, width: Millis): void {
  takeIn(c, i * SLOTS + slot, value, weightFor(Math.min(width, HOUR), SLOT_HALF_LIFE_VISITS * HOUR));
  all.mean = c.allMean;
  all.variance = c.allVariance;
  all.count = c.allCount;
  takeIn(all, i, value, weightFor(width, ALL_HALF_LIFE));
}

/** Reused, so that silent buckets allocate nothing. */
const all: { -readonly [K in keyof Moments]: Moments[K] } = { mean: new Float64Array(), variance: new Float64Array(), count: new Float32Array() };

function peerMean(ctx: Context): number {
  return ctx.width < DAY && ctx.peers.profile.length === SLOTS ? ctx.peers.profile[ctx.slot]! : ctx.peers.rate;
}
