import { logGamma } from './log-gamma';

/**
 * How many of `of` do a thing, where the share that does varies from time to time by a beta law: Binomial(of, share), share ~ Beta(a, b).
 * `of` is a whole number >= 1, a and b are > 0.
 */
export interface BetaBinomial {
  readonly of: number;
  readonly a: number;
  readonly b: number;
}

/** The widest law that still has its mean: near it nearly all or nearly none do. */
const WIDEST = 0.9;

/**
 * The law of a mean and of the relative variance of the share, Var(share) / share^2; its variance is mean (1 - mean / of) + relative mean^2 (1 - 1 / of).
 * With many and a small share it is the negative binomial of size 1 / relative.
 * @throws RangeError unless 0 < mean < of and relative > 0
 */
export function betaBinomial(of: number, mean: number, relative: number): BetaBinomial {
  if (!(mean > 0 && mean < of && relative > 0)) {
    throw new RangeError(`mean: expected between 0 and ${of}, got ${mean}; relative: expected > 0, got ${relative}`);
  }
  const odds = (of - mean) / mean;
  const a = (1 - mean / of) / Math.min(relative, WIDEST * odds) - mean / of;
  return { of, a, b: a * odds };
}

/** log(P(Y > k) + P(Y = k) / 2). Beyond `of` it is -Infinity. Cost: a term for each standard deviation's worth of counts, at most `of`. */
export function logUpperMidPOf(law: BetaBinomial, k: number): number {
  if (k > law.of) return -Infinity;
  if (k < meanOf(law)) return Math.log1p(-Math.min(1, sumBelow(law, k) + Math.exp(logTerm(law, k)) / 2));
  return logTerm(law, k) + Math.log(sumAbove(law, k) + 0.5);
}

/** log(P(Y < k) + P(Y = k) / 2). */
export function logLowerMidPOf(law: BetaBinomial, k: number): number {
  return logUpperMidPOf({ of: law.of, a: law.b, b: law.a }, law.of - k);
}

/** The smallest k with P(Y <= k) >= p; 0 < p < 1. Small means are summed from zero, others halved. */
export function betaBinomialQuantile(p: number, law: BetaBinomial): number {
  const found = meanOf(law) <= SUMMED ? summedFromZero(p, law) : undefined;
  return found ?? smallest(law.of, (k) => atMost(law, k) >= p);
}

const SUMMED = 30;
const MOST_STEPS = 200;

function summedFromZero(p: number, law: BetaBinomial): number | undefined {
  let term = Math.exp(logTerm(law, 0));
  let sum = term;
  for (let k = 0; k < Math.min(MOST_STEPS, law.of); k++) {
    if (sum >= p) return k;
    term *= ratioAfter(law, k);
    sum += term;
  }
  return undefined;
}

/** The largest count that is not remarkable: its mid-p is still above `p`. 0 when even one is. */
export function largestUnremarkableOf(p: number, law: BetaBinomial): number {
  const logP = Math.log(p);
  return Math.max(0, smallest(law.of + 1, (k) => logUpperMidPOf(law, k) <= logP) - 1);
}

function meanOf({ of, a, b }: BetaBinomial): number {
  return (of * a) / (a + b);
}

function logTerm({ of, a, b }: BetaBinomial, k: number): number {
  const ways = logGamma(of + 1) - logGamma(k + 1) - logGamma(of - k + 1);
  return ways + logGamma(k + a) + logGamma(of - k + b) - logGamma(of + a + b) + logGamma(a + b) - logGamma(a) - logGamma(b);
}

/** P(Y > k) / P(Y = k). */
function sumAbove(law: BetaBinomial, k: number): number {
  let term = 1;
  let sum = 0;
  for (let n = k; n < law.of && term > sum * 1e-17; n++) {
    term *= ratioAfter(law, n);
    sum += term;
  }
  return sum;
}

/** P(Y = k + 1) / P(Y = k). */
function ratioAfter({ of, a, b }: BetaBinomial, k: number): number {
  return ((of - k) * (k + a)) / ((k + 1) * (of - k - 1 + b));
}

/** P(Y < k). */
function sumBelow(law: BetaBinomial, k: number): number {
  return k === 0 ? 0 : Math.exp(logTerm(law, k) + Math.log(sumAbove({ of: law.of, a: law.b, b: law.a }, law.of - k)));
}

function atMost(law: BetaBinomial, k: number): number {
  if (k < meanOf(law)) return sumBelow(law, k + 1);
  return 1 - Math.exp(logTerm(law, k)) * sumAbove(law, k);
}

/** The smallest of 0 to `most` that holds; `most` where none below does. */
function smallest(most: number, holds: (k: number) => boolean): number {
  let [low, high] = [-1, most];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (holds(middle)) high = middle;
    else low = middle;
  }
  return high;
}
