import type { Detector } from '../detector';
import { guardTime, isNotNegative } from '../guards';
import { judgeValueTail, namedInputs } from './judge';
import { inputsAt, learnValue } from './learn';
import { META } from './meta';
import { BLOCKS, type ValueTailState } from './state';

/**
 * How improbable is a value this large (an amount, bytes, a duration) for this entity and its peers?
 *
 * Values differ by factors: their logarithm is held against Student's t, the predictive of a normal law with the peers as prior. Formula, parameters and
 * failures: detector.yaml. Cost: bench/cases/detectors.
 */
export const VALUE_TAIL: Detector<ValueTailState> = {
  meta: META,
  blocks: BLOCKS,
  accepts: isNotNegative,
  score(state, obs, ctx) {
    guardTime(obs.start, state.columns.next[state.index]!);
    return judgeValueTail(inputsAt(state, obs.start, ctx), obs, ctx.tail);
  },
  judge: (inputs, obs, tail) => judgeValueTail(namedInputs(inputs), obs, tail),
  learn(state, obs, _finding, ctx) {
    guardTime(obs.start, state.columns.next[state.index]!);
    learnValue(state, obs, ctx);
  },
  /** No value says nothing: what is known is aged when the next value comes. Only the clock moves, whatever `zero` says. */
  advance({ columns: c, index: i }, from, to) {
    guardTime(from, c.next[i]!);
    if (c.next[i]! > 0 && to > c.next[i]!) c.next[i] = to;
  },
};
