import type { Detector } from '../detector';
import { guardTime, isNotNegative } from '../guards';
import { judgeCount, namedInputs } from './judge';
import { learnCount } from './learn';
import { META } from './meta';
import { learnFrom, passSilence, turnWeek, wholeAmount } from './passing';
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
  accepts: isNotNegative,
  score(state, obs, ctx) {
    guardTime(obs.start, state.columns.next[state.index]!);
    return judgeCount(predict(state, obs.start, ctx), wholeAmount(obs), ctx.tail);
  },
  judge: (inputs, obs, tail) => judgeCount(namedInputs(inputs), wholeAmount(obs), tail),
  learn: (state, obs, _finding, ctx) => learnFrom(state, obs, ctx, learnCount),
  advance: (state, from, to, zero, at) => passSilence(state, from, to, zero, at, learnCount),
  turn: turnWeek,
};
