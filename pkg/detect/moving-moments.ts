import type { Millis } from '../model';

/** Places of a running mean and variance in typed arrays. */
export interface Moments {
  readonly mean: Float32Array | Float64Array;
  readonly variance: Float32Array | Float64Array;
  readonly count: Float32Array | Uint16Array;
}

/** Counts are kept no further: the weight has long reached its floor by then. */
const MOST_COUNT = 60_000;

/**
 * Takes one value into an exponentially weighted mean and variance: d = y - m, m += a d, v = (1 - a) (v + a d^2).
 * The weight a is 1 / n at first, which gives the plain mean and population variance, and `least` from then on.
 */
export function takeIn(moments: Moments, at: number, value: number, least: number): void {
  const n = moments.count[at]! + 1;
  const weight = Math.max(1 / n, least);
  const d = value - moments.mean[at]!;
  moments.mean[at]! += weight * d;
  moments.variance[at] = (1 - weight) * (moments.variance[at]! + weight * d * d);
  if (n <= MOST_COUNT) moments.count[at] = n;
}

/** The weight whose memory halves in `halfLife`, for buckets of `width`. Remembered per pair: there are few. */
export function weightFor(width: Millis, halfLife: Millis): number {
  const key = width / halfLife;
  let weight = WEIGHTS.get(key);
  if (weight === undefined) WEIGHTS.set(key, (weight = 1 - 2 ** -key));
  return weight;
}
const WEIGHTS = new Map<number, number>();
