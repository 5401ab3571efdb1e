import { logCauchyCombination } from '../maths/cauchy';

/**
 * One p of several on the same data, whatever their dependence, by the truncated Cauchy combination.
 *
 * @param logPs natural logs; those at or above ln 1/2 may be left out
 * @param tests how many tests there were, those left out included: they add nothing and count in the mean
 */
export function cauchyLogP(logPs: readonly number[], tests: number): number {
  const silent = new Array<number>(Math.max(0, tests - logPs.length)).fill(-Math.LN2);
  return logCauchyCombination([...logPs, ...silent]);
}

/**
 * The evidence of one entity and hour over its families of features: surprises of -ln(2p), never below 0, the greatest whole, each next one at half the
 * weight of the one before. Many weak signs add up, which a maximum or Cauchy does not do; but features of one hour share its timing (who works on
 * a Sunday is early in all of them), and a plain sum would count that once for each. It is no probability: the second equaliser says how often such
 * a sum is met. The halving is empirical.
 */
export function sumOfSurprise(logPs: readonly number[]): number {
  const surprises = logPs.map((logP) => Math.max(0, -logP - Math.LN2)).sort((a, b) => b - a);
  return surprises.reduce((sum, surprise, rank) => sum + surprise * 2 ** -rank, 0);
}
