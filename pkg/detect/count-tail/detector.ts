import type { Observation } from '../../model';
import type { Detector } from '../detector';
import { amountOf, guardTime } from '../guards';
import { judgeCount, namedInputs } from './judge';
import { learnCount } from './learn';
import { META } from './meta';
import { predict } from './predict';
import { BLOCKS, type CountTailState } from './state';

/**
 * How improbable is a count this high now, for this entity and its peers?
 *
 * Decayed Gamma-Poisson with hour-of-week slots, drawn to the neighbouring hours and to the peers, a fast level, over-dispersion learnt;
 * judged by the mid-p of the negative binomial tail. Formula, parameters and failures: detector.yaml. Cost: bench/cases/detectors.
 */
export const COUNT_TAIL: Detector<CountTailState> = {
  meta: META,
  blocks: BLOCKS,
  score(state, obs, ctx) {
    guardTime(obs.start, state.columns.next[state.index]!);
    return judgeCount(predict(state, obs.start, ctx), wholeAmount(obs), ctx.tail);
  },
  judge: (inputs, obs, tail) => judgeCount(namedInputs(inputs), wholeAmount(obs), tail),
  learn(state, obs, _finding, ctx) {
    const { columns: c, index: i } = state;
    guardTime(obs.start, c.next[i]!);
    const count = wholeAmount(obs);
    if (c.next[i]! > 0) c.skipped[i]! += obs.start - c.next[i]!;
    learnCount(state, obs.start, count, ctx);
  },
  advance(state, from, to, zero, at) {
    const { columns: c, index: i } = state;
    guardTime(from, c.next[i]!);
    if (zero === 'skip') return skip(state, to);
    if (c.next[i]! > 0) c.skipped[i]! += from - c.next[i]!;
    for (let start = from; start < to; start = c.next[i]!) learnCount(state, start, 0, at(start));
  },
};

/** The judgement is of counts: a mean is judged as the whole number next to it. */
function wholeAmount(obs: Observation): number {
  return Math.round(amountOf(obs));
}

function skip({ columns: c, index: i }: CountTailState, to: number): void {
  if (c.next[i] === 0 || to <= c.next[i]!) return;
  c.skipped[i]! += to - c.next[i]!;
  c.next[i] = to;
}
