import { DAY, type Finding, type Observation } from '../../model';
import type { Context, Detector } from '../detector';
import { amountOf, endOf, guardNumbers, guardTime } from '../guards';
import { takeIn, weightFor } from '../moving-moments';
import { judgeNormal } from '../normal-judgement';
import { META } from './meta';
import { BLOCKS, type ZscoreState } from './state';

const HALF_LIFE = 14 * DAY;
/** Observations that the peers' mean and variance weigh. */
const PRIOR = 3;

/**
 * Is this value far from this entity's mean? The textbook: z = (y - m) / s, its normal tail.
 *
 * Kept as baseline and for teaching: its p is not a probability on counts (116 times too many below 1e-4, statistics.md), so it is
 * trusted after equalising only. Formula, parameters and failures: detector.yaml.
 */
export const ZSCORE: Detector<ZscoreState> = {
  meta: META,
  blocks: BLOCKS,
  score({ columns: c, index: i }, obs, ctx) {
    guardTime(obs.start, c.next[i]!);
    const { members, rate, dispersion } = ctx.peers;
    return judgeMoments([c.count[i]!, c.mean[i]!, c.variance[i]!, members, rate, dispersion], obs, ctx.tail);
  },
  judge: judgeMoments,
  learn({ columns: c, index: i }, obs) {
    guardTime(obs.start, c.next[i]!);
    takeIn(c, i, amountOf(obs), weightFor(obs.width, HALF_LIFE));
    c.next[i] = endOf(obs);
  },
  advance({ columns: c, index: i }, from, to, zero, at) {
    guardTime(from, c.next[i]!);
    for (let start = from; zero === 'learn' && start < to;) {
      const { width } = at(start);
      takeIn(c, i, 0, weightFor(width, HALF_LIFE));
      start += width;
      c.next[i] = start;
    }
    if (to > from) c.next[i] = to;
  },
};

function judgeMoments(inputs: readonly number[], obs: Observation, tail: Context['tail']): Finding {
  guardNumbers(inputs, 6);
  const [count, ownMean, ownVariance, members, rate, dispersion] = inputs as [number, number, number, number, number, number];
  const shared = obs.kind === 'count' && members > 0;
  const prior = shared ? PRIOR : 0;
  const weight = Math.max(1, count + prior);
  const mean = (count * ownMean + prior * rate) / weight;
  const variance = (count * ownVariance + prior * (rate + dispersion * rate * rate)) / weight;
  const own = shared ? count / weight : 1;
  const known = shared || count >= PRIOR;
  return judgeNormal({ mean, variance, known }, obs, tail, { own, neighbour: 0, peer: 1 - own }, inputs);
}
