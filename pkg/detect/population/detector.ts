import { countOf, learnFrom, passSilence, turnWeek } from '../count-tail/passing';
import type { Detector } from '../detector';
import { guardTime } from '../guards';
import { inputsAt } from './inputs';
import { judgePopulation, namedInputs } from './judge';
import { learnBucket } from './learn';
import { META } from './meta';
import { BLOCKS, type PopulationState } from './state';

/**
 * How improbable is it that so many different ones do this at once? For what is spread: users that fail from one address, addresses that one user has,
 * users of an organisation that fail in one minute.
 *
 * Over-dispersed binomial of those that are known, at a rate that is learnt as count-tail's. Formula, parameters and failures: detector.yaml. Cost:
 * bench/cases/detectors.
 */
export const POPULATION: Detector<PopulationState> = {
  meta: META,
  blocks: BLOCKS,
  score(state, obs, ctx) {
    guardTime(obs.start, state.columns.next[state.index]!);
    return judgePopulation(inputsAt(state, obs.start, ctx), countOf(obs), ctx.tail);
  },
  judge: (inputs, obs, tail) => judgePopulation(namedInputs(inputs), countOf(obs), tail),
  learn(state, obs, _finding, ctx) {
    countOf(obs);
    learnFrom(state, obs, ctx, learnBucket);
  },
  advance: (state, from, to, zero, at) => passSilence(state, from, to, zero, at, learnBucket),
  turn: turnWeek,
};
