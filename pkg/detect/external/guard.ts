import type { Observation } from '../../model';
import { amountOf, guardInputs, guardTime } from '../guards';

/** What a service may be asked about. @throws RangeError on NaN, negative counts, and a start that is no time */
export function guardObservation(obs: Observation): void {
  guardTime(obs.start, 0);
  if ('value' in obs) amountOf(obs);
  if (obs.kind === 'values') for (const count of obs.values.values()) guardInputs([count], 1);
}
