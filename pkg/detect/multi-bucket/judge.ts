import { largestUnremarkable, negativeBinomialQuantile } from '../../maths';
import type { Finding } from '../../model';
import type { Context } from '../detector';
import { inputsOf, logMidP, namedInputs } from '../count-tail/judge';
import { borrowedOf, lawOf } from '../count-tail/law';
import type { Inputs } from '../count-tail/predict';
import { remarkableP } from '../remarkable';

/** What is known of the window: the last four of `Finding.inputs`. */
export interface WindowInputs {
  /** Counted in the window before this bucket, and what the slots expected of it. */
  readonly seen: number;
  readonly base: number;
  /** How the days before the window compare with what the slots expected. */
  readonly level: number;
  /** Over-dispersion of the window as a whole. */
  readonly dispersion: number;
}

/** The negative binomial that the whole window is held against. */
export function windowLaw(x: Inputs, window: WindowInputs): { readonly mean: number; readonly size: number } {
  return { mean: window.level * (window.base + lawOf(x).base), size: 1 / window.dispersion };
}

/**
 * The finding as a function of the inputs and the count alone. Probability and limit are of the window; `expected` and `interval` of the bucket, since
 * they stand beside its count.
 */
export function judgeWindow(x: Inputs, window: WindowInputs, count: number, tail: Context['tail']): Finding {
  const { mean: bucket, size: burst } = lawOf(x);
  const { mean, size } = windowLaw(x, window);
  const logP = logMidP(window.seen + count, mean, size, tail);
  const finding = {
    logP,
    expected: bucket,
    interval: [negativeBinomialQuantile(0.025, bucket, burst), negativeBinomialQuantile(0.975, bucket, burst)] as const,
    borrowed: borrowedOf(x),
    inputs: [...inputsOf(x), window.seen, window.base, window.level, window.dispersion],
  };
  const p = remarkableP(logP, tail);
  if (p === undefined) return finding;
  const limit = largestUnremarkable(p, mean, size);
  return limit < window.seen ? finding : { ...finding, unremarkableBelow: limit - window.seen };
}

export function namedWindow(inputs: readonly number[]): { readonly x: Inputs; readonly window: WindowInputs } {
  const [seen, base, level, dispersion] = inputs.slice(OWN);
  if (inputs.length !== OWN + 4 || !(seen! >= 0 && base! >= 0 && level! > 0 && dispersion! >= 0)) {
    throw new RangeError(`inputs: expected ${OWN + 4} numbers >= 0, got ${inputs.join(', ')}`);
  }
  return { x: namedInputs(inputs.slice(0, OWN)), window: { seen: seen!, base: base!, level: level!, dispersion: dispersion! } };
}
/** Inputs that are count-tail's. */
const OWN = 8;
