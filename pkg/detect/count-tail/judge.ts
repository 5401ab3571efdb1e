import { largestUnremarkable, logLowerMidP, logUpperMidP, negativeBinomialQuantile } from '../../maths';
import type { Finding } from '../../model';
import type { Context } from '../detector';
import { guardInputs } from '../guards';
import { remarkableP } from '../remarkable';
import { borrowedOf, lawOf } from './law';
import type { Inputs } from './predict';

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
  const p = remarkableP(logP, tail);
  return p === undefined ? finding : { ...finding, unremarkableBelow: largestUnremarkable(p, mean, size) };
}

/** In the order of `meta.inputs`. */
export function inputsOf(x: Inputs): number[] {
  return [x.slotCount, x.slotExposure, x.nearCount, x.nearExposure, x.peerRate, x.level, x.dispersion, x.share];
}

export function namedInputs(inputs: readonly number[]): Inputs {
  guardInputs(inputs, 8);
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
