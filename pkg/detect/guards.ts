import type { Millis, Observation } from '../model';

/** @throws RangeError unless the bucket starts at a time, and not before the state's own */
export function guardTime(start: Millis, next: Millis): void {
  if (!(start >= 0 && start < Infinity)) throw new RangeError(`start: expected a time, got ${start}`);
  if (start < next) throw new RangeError(`start: expected ${next} or later, got ${start}: this bucket is learnt already`);
}

/** The number an observation is about; gauges and balances may be negative. @throws RangeError when it is not a number, a negative count, or of a kind without one */
export function amountOf(obs: Observation): number {
  if (obs.kind !== 'count' && obs.kind !== 'magnitude' && obs.kind !== 'single') throw new RangeError(`observation: expected a number, got ${obs.kind}`);
  if (!Number.isFinite(obs.value)) throw new RangeError(`value: expected a number, got ${obs.value}`);
  if (obs.kind === 'count' && obs.value < 0) throw new RangeError(`value: expected >= 0, got ${obs.value}`);
  return obs.value;
}

/** Of detectors whose law has no word for negative numbers: what `Detector.accepts` answers. */
export function isNotNegative(obs: Observation): boolean {
  return !('value' in obs) || obs.value >= 0;
}

/** The same as a guard. @throws RangeError when it is negative */
export function positiveAmountOf(obs: Observation): number {
  const amount = amountOf(obs);
  if (amount < 0) throw new RangeError(`value: expected >= 0, got ${amount}`);
  return amount;
}

/** Where the state stands after it: the bucket's end, or its start when more single events of it may come. */
export function endOf(obs: Observation): Millis {
  return obs.kind === 'single' ? obs.start : obs.start + obs.width;
}

/** @throws RangeError unless a finding's inputs are so many numbers >= 0 */
export function guardInputs(inputs: readonly number[], count: number): void {
  if (inputs.length !== count || inputs.some((x) => !(x >= 0))) throw new RangeError(`inputs: expected ${count} numbers >= 0, got ${inputs.join(', ')}`);
}

/** @throws RangeError unless a finding's inputs are so many numbers */
export function guardNumbers(inputs: readonly number[], count: number): void {
  if (inputs.length !== count || !inputs.every(Number.isFinite)) throw new RangeError(`inputs: expected ${count} numbers, got ${inputs.join(', ')}`);
}
