import { largestUnremarkable, logLowerMidP, logUpperMidP, negativeBinomialQuantile } from '../../maths';
import type { Finding } from '../../model';
import type { Context } from '../detector';
import { borrowedOf, lawOf } from './law';
import type { Inputs } from './predict';

/** A count that is not rarer than this passes unremarked. */
export const REMARKABLE = 1e-3;
/** Findings above it are not kept, so that their limit is not worth its cost. */
export const STORED = Math.log(0.01);

/** The finding as a function of the inputs and the count alone. */
export function judgeCount(x: Inputs, count: number, tail: Context['tail']): Finding {
  const { mean, size } = lawOf(x);
  const logP = logMidP(count, mean, size, tail);
  const finding = {
    logP,
    expected: mean,
    interval: [negativeBinomialQuantile(0.025, mean, size), negativeBinomialQuantile(0.975, mean, size)] as const,
    borrowed: borrowedOf(x),
    inputs: inputsOf(x),
  };
  if (logP > STORED || tail === 'lower') return finding;
  return { ...finding, unremarkableBelow: largestUnremarkable(tail === 'both' ? REMARKABLE / 2 : REMARKABLE, mean, size) };
}

/** In the order of `meta.inputs`. */
export function inputsOf(x: Inputs): number[] {
  return [x.slotCount, x.slotExposure, x.nearCount, x.nearExposure, x.peerRate, x.level, x.dispersion, x.share];
}

export function namedInputs(inputs: readonly number[]): Inputs {
  if (inputs.length !== 8 || inputs.some((x) => !(x >= 0))) throw new RangeError(`inputs: expected 8 numbers >= 0, got ${inputs.join(', ')}`);
  const [slotCount, slotExposure, nearCount, nearExposure, peerRate, level, dispersion, share] = inputs as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  return { slotCount, slotExposure, nearCount, nearExposure, peerRate, level, dispersion, share };
}

/** log mid-p of the tail asked for. */
export function logMidP(count: number, mean: number, size: number, tail: Context['tail']): number {
  if (tail === 'upper') return logUpperMidP(count, mean, size);
  if (tail === 'lower') return logLowerMidP(count, mean, size);
  const less = count > mean ? logUpperMidP(count, mean, size) : logLowerMidP(count, mean, size);
  return Math.min(0, Math.LN2 + less);
}
