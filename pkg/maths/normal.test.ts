import cdf from '@stdlib/stats-base-dists-normal-cdf';
import quantile from '@stdlib/stats-base-dists-normal-quantile';
import fc from 'fast-check';
import { logNormalTwoSided, logNormalUpperTail, normalQuantile } from './normal';

describe('normal tail in logarithms', () => {
  // 50-digit arithmetic: log(erfc(z / sqrt 2) / 2).
  test.each([
    [0, -Math.LN2],
    [1, -1.841021645009264],
    [2.999999, -6.607722938412153],
    [3, -6.60772622151035],
    [5, -15.064998393988725],
    [10, -53.23128515051247],
    [37.5, -707.668989317507191],
    [40, -804.6084420137538],
  ])('of %p', (z, expected) => expect(logNormalUpperTail(z) / expected).toBeCloseTo(1, 12));

  test('goes on beyond the smallest double: z = 1e6', () =>
    expect(logNormalUpperTail(1e6)).toBeCloseTo(-5e11 - Math.log(1e6) - 0.5 * Math.log(2 * Math.PI), 3));

  test('agrees with stdlib in the body', () => {
    fc.assert(
      fc.property(fc.double({ min: -8, max: 5, noNaN: true }), (z) => expect(Math.exp(logNormalUpperTail(z))).toBeCloseTo(1 - cdf(z, 0, 1), 13)),
      { seed: 8 }
    );
  });

  test('two-sided is symmetric, never above 1', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 100, noNaN: true }), (z) => {
        expect(logNormalTwoSided(z)).toBe(logNormalTwoSided(-z));
        expect(logNormalTwoSided(z)).toBeLessThanOrEqual(0);
      }),
      { seed: 9 }
    );
  });

  test('quantile agrees with stdlib', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true }), (p) => expect(normalQuantile(p)).toBeCloseTo(quantile(p, 0, 1), 8)),
      { seed: 10 }
    );
    expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 12);
    expect(normalQuantile(0.5)).toBeCloseTo(0, 12);
  });

  test('quantile undoes the tail far beyond where stdlib has digits', () => {
    for (const p of [1e-12, 1e-40, 1e-300]) expect(logNormalUpperTail(-normalQuantile(p)) / Math.log(p)).toBeCloseTo(1, 12);
  });

  test('NaN and probabilities out of range are refused', () => {
    expect(() => logNormalUpperTail(NaN)).toThrow(/^z: expected/);
    expect(() => normalQuantile(0)).toThrow(/^p: expected/);
  });
});
