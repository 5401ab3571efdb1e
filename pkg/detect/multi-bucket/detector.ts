import { learnFrom, passSilence, turnWeek, wholeAmount } from '../count-tail/passing';
import { predict } from '../count-tail/predict';
import { lawOf } from '../count-tail/law';
import type { Detector } from '../detector';
import { guardTime, isNotNegative } from '../guards';
import { judgeWindow, namedWindow } from './judge';
import { learnBucket } from './learn';
import { META } from './meta';
import { BLOCKS, type MultiBucketState } from './state';
import { before, pieceOf, windowDispersion } from './window';

/**
 * How improbable are counts this high over the last twelve hours together? For what is low and slow: every bucket of it is dull.
 *
 * count-tail's expectation of each bucket, summed over a sliding window with an over-dispersion of its own. Formula, parameters and failures:
 * detector.yaml. Cost: bench/cases/detectors.
 */
export const MULTI_BUCKET: Detector<MultiBucketState> = {
  meta: META,
  blocks: BLOCKS,
  accepts: isNotNegative,
  score(state, obs, ctx) {
    guardTime(obs.start, state.columns.next[state.index]!);
    const count = wholeAmount(obs);
    const x = predict(state, obs.start, ctx);
    const window = before(state, pieceOf(obs.start, ctx.width), x.level);
    const dispersion = windowDispersion(state, window, lawOf(x), x.dispersion);
    return judgeWindow(x, { seen: window.seen, base: window.base, level: window.level, dispersion }, count, ctx.tail);
  },
  judge(inputs, obs, tail) {
    const { x, window } = namedWindow(inputs);
    return judgeWindow(x, window, wholeAmount(obs), tail);
  },
  learn: (state, obs, _finding, ctx) => learnFrom(state, obs, ctx, learnBucket),
  advance: (state, from, to, zero, at) => passSilence(state, from, to, zero, at, learnBucket),
  turn: turnWeek,
};
