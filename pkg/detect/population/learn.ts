import { HOUR, type Millis } from '../../model';
import { BURST_CUT } from '../count-tail/constants';
import { keptOver, learnCount } from '../count-tail/learn';
import type { Context } from '../detector';
import { DISPERSION_CUT } from './constants';
import { inputsAt } from './inputs';
import { rateOf } from './rate';
import type { PopulationState } from './state';

/**
 * Takes in one bucket as count-tail does; how evenly the many do it is measured against what was expected here, and by hours whose rhythm is known: what a
 * first week misses by would pass for unevenness for months, and so would an hour of attack.
 */
export function learnBucket(state: PopulationState, start: Millis, count: number, ctx: Context): void {
  const { columns: c, index: i } = state;
  const x = inputsAt(state, start, ctx);
  const { mean, doubt } = rateOf(x);
  const [deviations, more] = ctx.width < HOUR ? [BURST_CUT, 1] : [DISPERSION_CUT, 3];
  const cut = Math.min(count, mean + deviations * Math.sqrt(mean + mean * mean * (doubt + x.dispersion)) + more);
  const kept = keptOver(ctx.width).dispersion;
  const known = (x.slotExposure / (1 + x.slotExposure)) ** 2;
  const excess = kept * c.excess[i]! + known * ((cut - mean) ** 2 - mean);
  const square = kept * c.square[i]! + (known * mean * mean) / (1 + doubt);
  learnCount(state, start, count, ctx);
  c.excess[i] = excess;
  c.square[i] = square;
}
