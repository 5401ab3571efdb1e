/**
 * Truncated Cauchy combination, in logs: one p of several on the same data, whatever their dependence.
 *   T = (1/m) sum of tan((1/2 - min(p, 1/2)) pi),   p = 1/2 - atan(T) / pi
 * Tests that were silent (p >= 1/2) count in `tests` and add nothing. Near Bonferroni for tiny p.
 * Source: Liu and Xie, JASA 2020; truncation keeps one p near 1 from cancelling a small one.
 *
 * @param logPs natural logs; those at or above ln 1/2 may be left out
 * @param tests how many tests there were, those left out included
 */
export function cauchyLogP(logPs: readonly number[], tests: number): number {
  const terms = logPs.filter((logP) => logP < -Math.LN2).map(logTangent);
  if (terms.length === 0) return -Math.LN2;
  const highest = Math.max(...terms);
  if (highest === Infinity) return -Infinity;
  const logT = highest + Math.log(terms.reduce((sum, term) => sum + Math.exp(term - highest), 0)) - Math.log(tests);
  return logT > SMALL ? -logT - LOG_PI : Math.log(Math.atan(Math.exp(-logT)) / Math.PI);
}

const LOG_PI = Math.log(Math.PI);
/** From here on tan(x) = 1/x and atan(x) = x to the last digit that matters (relative error 1e-11). */
const SMALL = Math.log(1e5);

/** ln tan((1/2 - p) pi) = ln cot(p pi). */
function logTangent(logP: number): number {
  return -logP > SMALL + LOG_PI ? -logP - LOG_PI : -Math.log(Math.tan(Math.exp(logP) * Math.PI));
}

/**
 * The evidence of one entity and hour over its features: surprises of -ln(2p), never below 0, the greatest whole, each next one at half the
 * weight of the one before. Many weak signs add up, which a maximum or Cauchy does not do; but features of one hour share its timing (who works on
 * a Sunday is early in all of them), and a plain sum would count that once for each. It is no probability: the second equaliser says how often such
 * a sum is met. The halving is empirical.
 */
export function sumOfSurprise(logPs: readonly number[]): number {
  const surprises = logPs.map((logP) => Math.max(0, -logP - Math.LN2)).sort((a, b) => b - a);
  return surprises.reduce((sum, surprise, rank) => sum + surprise * 2 ** -rank, 0);
}
