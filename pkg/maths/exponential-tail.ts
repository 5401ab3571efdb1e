/** Beyond `threshold`, P(X > x) = share * e^(-(x - threshold) / scale). */
export interface ExponentialTail {
  readonly threshold: number;
  readonly scale: number;
  /** Of all values, those above the threshold. */
  readonly share: number;
}

/**
 * An exponential fitted to the largest `share` of a sample: the generalised Pareto tail with shape 0, by maximum likelihood.
 *
 * For surprises (-log p), calibrated p give scale 1; overconfident ones more. Shape 0 is chosen over a fitted shape because a few dozen
 * peaks cannot tell it from 0, and a negative estimate would claim an impossible largest value.
 * Source: Siffer et al., KDD 2017 (SPOT), doi 10.1145/3097983.3098144, with the shape fixed. Cost: one pass and a sort of the sample.
 *
 * @param sample any order; not changed
 * @param share  of the sample that counts as tail, (0, 1)
 * @returns      undefined when fewer than `least` values exceed the threshold: too few to fit
 */
export function fitExponentialTail(sample: ArrayLike<number>, share = 0.02, least = 20): ExponentialTail | undefined {
  if (!(share > 0 && share < 1)) throw new RangeError(`share: expected between 0 and 1, got ${share}`);
  const sorted = Float64Array.from(sample).sort();
  const threshold = sorted[Math.floor(sorted.length * (1 - share))];
  if (threshold === undefined) return undefined;
  let excess = 0;
  let above = 0;
  for (let i = sorted.length - 1; i >= 0 && sorted[i]! > threshold; i--) {
    excess += sorted[i]! - threshold;
    above++;
  }
  return above < least ? undefined : { threshold, scale: excess / above, share: above / sorted.length };
}

/** log P(X > x) by the fitted tail, for x at or above its threshold. */
export function logExponentialTail(x: number, tail: ExponentialTail): number {
  return Math.log(tail.share) - (x - tail.threshold) / tail.scale;
}
