import { betaFraction } from './beta-fraction';
import { logGamma } from './log-gamma';

/** I_x(a, b) by the fraction. */
function incompleteBeta(x: number, a: number, b: number): number {
  return Math.exp(a * Math.log(x) + b * Math.log1p(-x) + logGamma(a + b) - logGamma(a + 1) - logGamma(b)) * betaFraction(a, b, x);
}

test('known values of the incomplete beta function', () => {
  expect(incompleteBeta(0.3, 1, 4)).toBeCloseTo(1 - 0.7 ** 4, 13);
  expect(incompleteBeta(0.2, 3, 1)).toBeCloseTo(0.2 ** 3, 13);
  expect(incompleteBeta(0.5, 7, 7)).toBeCloseTo(0.5, 13);
  expect(incompleteBeta(0.25, 0.5, 0.5)).toBeCloseTo((2 / Math.PI) * Math.asin(0.5), 13);
});

test('reflection: I_x(a, b) = 1 - I_(1 - x)(b, a), also with thousands', () => {
  for (const [x, a, b] of [
    [0.1, 200, 1_500],
    [0.4, 5_000, 7_600],
  ] as const) {
    expect(incompleteBeta(x, a, b)).toBeCloseTo(1 - incompleteBeta(1 - x, b, a), 9);
  }
});
