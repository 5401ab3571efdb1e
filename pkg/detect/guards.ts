import type { Millis, Observation } from '../model';

/** @throws RangeError unless the bucket starts at a time, and not before the state's own */
export function guardTime(start: Millis, next: Millis): void {
  if (!(start >= 0 && start < Infinity)) throw new RangeError(`start: expected a time, got ${start}`);
  if (start < next) throw new RangeError(`start: expected ${next} or later, got ${start}: this bucket is learnt already`);
}

/** The number an observation is about. @throws RangeError when it is not a number, negative, or of a kind without one */
export function amountOf(obs: Observation): number {
  if (obs.kind !== 'count' && obs.kind !== 'magnitude' && obs.kind !== 'single') throw new RangeError(`observation: expected a number, got ${obs.kind}`);
  if (!(obs.value >= 0 && obs.value < Infinity)) throw new RangeError(`value: expected >= 0, got ${obs.value}`);
  return obs.value;
}

/** Where the state stands after it: the bucket's end, or its start when more single events of it may come. */
export function endOf(obs: Observation): Millis {
  return obs.kind === 'single' ? obs.start : obs.start + obs.width;
}

/**
 * The number on the scale it is judged on. Counts as they are; magnitudes (bytes, money, durations) as ln(1 + x), since they differ by factors
 * and not by steps: a normal law on their own scale calls every large file an alarm.
 */
export function scaled(obs: Observation): number {
  const amount = amountOf(obs);
  return obs.kind === 'magnitude' ? Math.log1p(amount) : amount;
}

/** Back from the scale of `scaled`. */
export function unscaled(obs: Observation, value: number): number {
  return obs.kind === 'magnitude' ? Math.expm1(value) : value;
}

/** @throws RangeError unless a finding's inputs are so many numbers >= 0 */
export function guardInputs(inputs: readonly number[], count: number): void {
  if (inputs.length !== count || inputs.some((x) => !(x >= 0))) throw new RangeError(`inputs: expected ${count} numbers >= 0, got ${inputs.join(', ')}`);
}
