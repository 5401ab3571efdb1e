import type { Millis } from '../../model';
import { predict } from '../count-tail/predict';
import type { Context } from '../detector';
import { DISPERSION_LEAST, DISPERSION_MOST, DISPERSION_PRIOR } from './constants';
import { isBound, type PopulationInputs } from './law';
import type { PopulationState } from './state';

/** What is known of a bucket before it is seen: count-tail's expectation, and how evenly the many have done it so far. Pure. */
export function inputsAt(state: PopulationState, start: Millis, ctx: Context): PopulationInputs {
  const known = ctx.population ?? 0;
  return { ...predict(state, start, ctx), dispersion: dispersionOf(state, ctx, known), known };
}

/** As count-tail's, held lower. Its sums take the variance of independent events away, which is more than that of one person who either does it or not. */
function dispersionOf({ columns: c, index: i }: PopulationState, { peers }: Context, known: number): number {
  const [prior, group] = peers.members > 0 ? [DISPERSION_PRIOR, peers.dispersion || 1] : [1, DISPERSION_MOST];
  const mixed = (c.excess[i]! + prior * group) / (c.square[i]! + prior) + (isBound(known) ? 1 / known : 0);
  return Math.min(DISPERSION_MOST, Math.max(DISPERSION_LEAST, mixed));
}
