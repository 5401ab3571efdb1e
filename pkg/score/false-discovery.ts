/** How many alerts may be chance, and what is assumed of the hours they are of. */
export interface DiscoveryRate {
  /** Expected share of false ones among those that are named, 0 to 1. */
  readonly rate: number;
  /** Whatever the dependence between the tests (Benjamini and Yekutieli 2001), at the price of a factor of about ln m; else for independent ones or such as rise together. */
  readonly strict?: boolean;
}

/**
 * Which of many p are discoveries: all up to the k-th smallest, k the largest i with p_(i) <= q i / m (Benjamini and Hochberg 1995). So the threshold moves
 * with how many are watched and how much is going on, and of what is named at most the share `rate` is expected to be chance, in each hour.
 *
 * Proved for calibrated p that are independent or positively dependent; strict: for any. What of the p is not given counts as 1: exact as long as the
 * threshold stays below those that were left out.
 *
 * @param logPs natural logs, in any order
 * @param tests m, those that are not given included
 * @returns natural log of the threshold; -Infinity where nothing is a discovery. O(n log n)
 */
export function discoveryThreshold(logPs: readonly number[], tests: number, { rate, strict = false }: DiscoveryRate): number {
  const m = Math.max(tests, logPs.length);
  const perTest = Math.log(rate / m / (strict ? harmonic(m) : 1));
  const rising = [...logPs].sort((a, b) => a - b);
  for (let i = rising.length; i > 0; i--) {
    if (rising[i - 1]! <= perTest + Math.log(i)) return perTest + Math.log(i);
  }
  return -Infinity;
}

const EULER = 0.5772156649015329;

/** 1 + 1/2 + ... + 1/m; from 100 on by Euler's expansion, whose next term is below 1e-9. */
function harmonic(m: number): number {
  if (m >= 100) return Math.log(m) + EULER + 1 / (2 * m) - 1 / (12 * m * m);
  let sum = 0;
  for (let i = 1; i <= m; i++) sum += 1 / i;
  return sum;
}
