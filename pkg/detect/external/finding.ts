import type { Finding, Observation } from '../../model';

/**
 * The finding as a function of its inputs alone: the p that the service gave. It cannot be computed again from events, so a receipt holds it as it came.
 * What the service expected it does not say: expectation and interval are 0, and the shares are shown as its own.
 * Of a set of values no single one decided: observed is how many there were.
 * A p of 0 counts as the least number above it (e^-744): there is a most improbable, nothing is impossible.
 * @throws RangeError unless they are one number from 0 to 1
 */
export function findingOf(inputs: readonly number[], obs?: Observation): Finding {
  const [p = NaN] = inputs;
  if (inputs.length !== 1 || !(p >= 0 && p <= 1)) throw new RangeError(`inputs: expected one number from 0 to 1, got ${inputs.join(', ')}`);
  return {
    logP: Math.log(Math.max(p, Number.MIN_VALUE)),
    expected: 0,
    interval: [0, 0],
    borrowed: { own: 1, neighbour: 0, peer: 0 },
    inputs: [p],
    ...(obs?.kind === 'values' && { observed: obs.values.size }),
  };
}
