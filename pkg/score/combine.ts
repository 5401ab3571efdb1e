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

/** What the next strongest family of one kind adds, of its surprise. */
const SHARED_TIMING = 0.3;

/**
 * The evidence of one entity and hour over its families of features, of one kind each: how much was done (counts, amounts), and with what (countries,
 * networks, devices). Inside a kind surprises of -ln(2p), never below 0: the greatest whole, each next one at 0.3 of the weight of the one before, since
 * features of one hour share its timing (who works on a Sunday is early in all of them). Kinds add up whole: who is early uses the own device. Many weak
 * signs add up, which a maximum or Cauchy does not do. It is no probability: the second equaliser says how often such a sum is met.
 * Empirical, both: average precision of first-use takeovers in simulated sign-ins rose from .048 to .20; without kinds and with all weights 1 it was
 * the same, but the demo claimed 2.2 in 1,000.
 */
export function sumOfSurprise(kinds: readonly (readonly number[])[]): number {
  return kinds.reduce((sum, logPs) => sum + surpriseOfKind(logPs), 0);
}

function surpriseOfKind(logPs: readonly number[]): number {
  const surprises = logPs.map((logP) => Math.max(0, -logP - Math.LN2)).sort((a, b) => b - a);
  return surprises.reduce((sum, surprise, rank) => sum + surprise * SHARED_TIMING ** rank, 0);
}
