import { hash53 } from '../../maths';
import type { Observation, ValueSet } from '../../model';
import type { Context, Detector } from '../detector';
import { guardTime } from '../guards';
import { judgeValue, predictive, valueOf, weighedOf } from './judge';
import { decay, learnValue } from './learn';
import { META } from './meta';
import { BLOCKS, type RarityState } from './state';
import { keptSince, weigh, type Weighed } from './weigh';

/**
 * How improbable is this value (network, country, user agent) for this entity?
 *
 * Pitman-Yor predictive with the entity's own rate of novelty and the peers as base. Formula, parameters and failures: detector.yaml.
 * Source: Sanna Passino and Heard 2019, doi 10.3934/fods.2019013. Cost per value: bench/cases/detectors.
 */
export const RARITY: Detector<RarityState> = {
  meta: META,
  blocks: BLOCKS,
  score(state, obs, ctx) {
    const set = valuesOf(obs);
    guardTime(set.start, state.columns.next[state.index]!);
    const { weighed, value } = leastLikely(state, set, ctx);
    return judgeValue(weighed, set.values.size, totalOf(set), value);
  },
  judge: (inputs, obs) => judgeValue(weighedOf(inputs), inputs[10]!, inputs[11]!, valueOf(valuesOf(obs), inputs[0]!)),
  learn(state, obs, _finding, ctx) {
    const { columns: c, index: i } = state;
    const set = valuesOf(obs);
    guardTime(set.start, c.next[i]!);
    decay(state, set.start);
    if (c.next[i] === 0) c.begun[i] = set.start;
    for (const value of sorted(set.values.keys(), set.values.size)) learnValue(state, hash53(value), set.start, ctx.peers.share(value) === 0);
    c.next[i] = set.start + set.width;
  },
  /** Time alone says nothing: counts are decayed when the next values come. Only the clock moves, whatever `zero` says. */
  advance({ columns: c, index: i }, from, to) {
    guardTime(from, c.next[i]!);
    if (c.next[i]! > 0 && to > c.next[i]!) c.next[i] = to;
  },
};

/** Of equally unlikely values the one with the smaller hash, so that the order of the set does not matter. */
function leastLikely(state: RarityState, set: ValueSet, ctx: Context): { readonly weighed: Weighed; readonly value: string } {
  const keep = keptSince(state, set.start);
  let least: { weighed: Weighed; value: string } | undefined;
  let lowest = Infinity;
  for (const value of set.values.keys()) {
    const weighed = weigh(state, hash53(value), keep, ctx.peers.share(value), ctx.peers.members);
    const { p } = predictive(weighed);
    if (p > lowest || (p === lowest && least !== undefined && weighed.value > least.weighed.value)) continue;
    lowest = p;
    least = { weighed, value };
  }
  return least!;
}

/** Most buckets hold one value. */
function sorted(values: Iterable<string>, size: number): Iterable<string> {
  return size === 1 ? values : [...values].sort();
}

function totalOf(set: ValueSet): number {
  let total = 0;
  for (const count of set.values.values()) total += count;
  return total;
}

/** @throws RangeError unless it is of values, at least one, counted by numbers >= 0 */
export function valuesOf(obs: Observation): ValueSet {
  if (obs.kind !== 'values') throw new RangeError(`observation: expected values, got ${obs.kind}`);
  if (obs.values.size === 0) throw new RangeError('values: expected at least one, got none');
  for (const count of obs.values.values()) if (!(count >= 0 && count < Infinity)) throw new RangeError(`count: expected >= 0, got ${count}`);
  return obs;
}
