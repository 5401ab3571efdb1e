import cdf from '@stdlib/stats-base-dists-negative-binomial-cdf';
import poissonCdf from '@stdlib/stats-base-dists-poisson-cdf';
import fc from 'fast-check';
import { logLowerMidP, logLowerTail, logPmf, logUpperMidP, logUpperTail } from './negative-binomial';
import { negativeBinomialDraw, seededRandom } from './random';

const MEANS = fc.double({ min: 1e-3, max: 300, noNaN: true });
const SIZES = fc.oneof(fc.double({ min: 0.05, max: 500, noNaN: true }), fc.constant(1e9), fc.constant(Infinity));

describe('tails of the negative binomial', () => {
  // 60-digit decimal arithmetic, log10.
  test.each([
    { k: 1, mean: 0.5, size: 2, log10: -0.443697499 },
    { k: 10, mean: 2, size: 5, log10: -2.959955961 },
    { k: 40, mean: 0.4, size: 0.5, log10: -15.014767478 },
    { k: 200, mean: 3, size: 1, log10: -24.987747322 },
    { k: 60, mean: 5, size: 1e9, log10: -42.116360055 },
  ])('P(Y >= $k) at mean $mean, size $size', ({ k, mean, size, log10 }) => {
    expect(logUpperTail(k, mean, size) / Math.LN10).toBeCloseTo(log10, 8);
  });

  test('agrees with stdlib where that has digits left', () => {
    fc.assert(
      fc.property(fc.nat(400), MEANS, fc.double({ min: 0.05, max: 500, noNaN: true }), (k, mean, size) => {
        const below = cdf(k, size, size / (mean + size));
        expect(Math.exp(logLowerTail(k, mean, size))).toBeCloseTo(below, 9);
        expect(Math.exp(logUpperTail(k + 1, mean, size))).toBeCloseTo(1 - below, 9);
      }),
      { seed: 2, numRuns: 500 }
    );
  });

  test('is Poisson at size Infinity, by the same formulas', () => {
    fc.assert(
      fc.property(fc.nat(300), MEANS, (k, mean) => expect(Math.exp(logLowerTail(k, mean, Infinity))).toBeCloseTo(poissonCdf(k, mean), 9)),
      { seed: 3 }
    );
  });

  test('agrees in logarithms with a slow sum built by recurrence from zero, in both tails', () => {
    for (const [mean, size] of [
      [0.1, 0.3],
      [3, 1],
      [20, 8],
      [80, 1e9],
      [120, 0.7],
    ] as const) {
      const pmf = pmfByRecurrence(mean, size, 20_000);
      for (let k = 1; k < 60 + 2 * mean; k += 7) {
        expect(logUpperTail(k, mean, size)).toBeCloseTo(Math.log(sum(pmf.slice(k))), 8);
        expect(logLowerTail(k, mean, size)).toBeCloseTo(Math.log(sum(pmf.slice(0, k + 1))), 8);
      }
    }
  });

  test('the fraction and the sum are the same function: no step where one takes over from the other', () => {
    for (const [mean, size] of [
      [1_000, 0.5],
      [1e5, 3],
      [1e6, 0.2],
      [2e5, 1e4],
      [5e4, Infinity],
    ] as const) {
      for (const k of [0.2, 0.5, 0.9, 1.1, 2].map((share) => Math.round(share * mean))) {
        const step = logLowerTail(k, mean, size) - logLowerTail(k - 1, mean, size);
        const expected = Math.log1p(Math.exp(logPmf(k, mean, size) - logLowerTail(k - 1, mean, size)));
        expect(Math.abs(step - expected)).toBeLessThan(1e-8);
      }
    }
  });

  test('tails and mid-p hang together: lower + upper = 1, mid-p halfway', () => {
    fc.assert(
      fc.property(fc.nat(500), MEANS, SIZES, (k, mean, size) => {
        expect(Math.exp(logLowerMidP(k, mean, size)) + Math.exp(logUpperMidP(k, mean, size))).toBeCloseTo(1, 9);
        expect(Math.exp(logUpperMidP(k, mean, size))).toBeCloseTo(Math.exp(logUpperTail(k, mean, size)) - Math.exp(logPmf(k, mean, size)) / 2, 9);
      }),
      { seed: 4, numRuns: 500 }
    );
  });

  test('falls as the count grows, at any depth; rises with the mean', () => {
    fc.assert(
      fc.property(fc.nat(5_000), MEANS, SIZES, (k, mean, size) => {
        const here = logUpperMidP(k, mean, size);
        expect(here).toBeLessThanOrEqual(0);
        expect(logUpperMidP(k + 1, mean, size)).toBeLessThanOrEqual(here);
        expect(logUpperMidP(k, mean * 1.1, size)).toBeGreaterThanOrEqual(here - 1e-9);
      }),
      { seed: 5, numRuns: 500 }
    );
  });

  test('mid-p is calibrated: of 50,000 counts drawn from the law, the share below p is p', () => {
    const random = seededRandom(7);
    const counts = Array.from({ length: 50_000 }, () => negativeBinomialDraw(random, 2, 1.5));
    for (const p of [1e-2, 1e-3]) {
      const share = counts.filter((k) => logUpperTail(k, 2, 1.5) <= Math.log(p)).length / counts.length;
      expect(share).toBeLessThanOrEqual(p * 1.15); // whole counts can only be conservative
      expect(share).toBeGreaterThan(p * 0.3);
    }
    const meanMidP = counts.reduce((total, k) => total + Math.exp(logUpperMidP(k, 2, 1.5)), 0) / counts.length;
    expect(meanMidP).toBeCloseTo(0.5, 2);
  });

  test.each([
    [-1, 1, 1, 'count'],
    [1.5, 1, 1, 'count'],
    [NaN, 1, 1, 'count'],
    [1, 0, 1, 'mean'],
    [1, NaN, 1, 'mean'],
    [1, Infinity, 1, 'mean'],
    [1, 1, -2, 'size'],
    [1, 1, NaN, 'size'],
  ])('(%p, %p, %p) is refused, naming the %s', (k, mean, size, name) => {
    for (const tail of [logPmf, logUpperTail, logLowerTail, logUpperMidP, logLowerMidP]) {
      expect(() => tail(k, mean, size)).toThrow(new RegExp(`^${name}: expected`));
    }
  });
});

/** P(Y = 0), P(Y = 1), ... from zero: slow, short, and independent of the code under test. */
function pmfByRecurrence(mean: number, size: number, length: number): number[] {
  const success = mean / (mean + size);
  const pmf = [Math.exp(-size * Math.log1p(mean / size))];
  for (let y = 1; y < length; y++) pmf.push((pmf[y - 1]! * success * (y - 1 + size)) / y);
  return pmf;
}

function sum(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0);
}
