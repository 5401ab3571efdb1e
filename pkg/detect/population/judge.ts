import type { Finding } from '../../model';
import { inputsOf, namedInputs as namedCounts } from '../count-tail/judge';
import type { Context } from '../detector';
import { guardInputs } from '../guards';
import { remarkableP } from '../remarkable';
import { lawOf, type PopulationInputs, type PopulationLaw } from './law';

/** The finding as a function of the inputs and the count alone. */
export function judgePopulation(x: PopulationInputs, count: number, tail: Context['tail']): Finding {
  const law = lawOf(x, count);
  const logP = logTail(law, count, tail);
  const finding = {
    logP,
    expected: law.mean,
    interval: [law.quantile(0.025), law.quantile(0.975)] as const,
    borrowed: law.borrowed,
    inputs: [...inputsOf(x), x.known],
  };
  const p = remarkableP(logP, tail);
  return p === undefined ? finding : { ...finding, unremarkableBelow: law.unremarkable(p) };
}

/** @throws RangeError unless they are 9 numbers >= 0 */
export function namedInputs(inputs: readonly number[]): PopulationInputs {
  guardInputs(inputs, 9);
  return { ...namedCounts(inputs.slice(0, 8)), known: inputs[8]! };
}

function logTail(law: PopulationLaw, count: number, tail: Context['tail']): number {
  if (tail !== 'both') return Math.min(0, law[tail](count));
  return Math.min(0, Math.LN2 + law[count > law.mean ? 'upper' : 'lower'](count));
}
