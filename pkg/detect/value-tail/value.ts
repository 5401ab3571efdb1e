import type { Observation } from '../../model';
import { positiveAmountOf } from '../guards';

/** The value that is judged. @throws RangeError for a count, which count-tail judges, and as `positiveAmountOf` does */
export function valueOf(obs: Observation): number {
  if (obs.kind === 'count') throw new RangeError('observation: expected a magnitude or a single value, got count');
  return positiveAmountOf(obs);
}
