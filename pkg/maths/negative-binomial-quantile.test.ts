import quantile from '@stdlib/stats-base-dists-poisson-quantile';
import fc from 'fast-check';
import { logLowerTail, logUpperMidP } from './negative-binomial';
import { largestUnremarkable, negativeBinomialQuantile } from './negative-binomial-quantile';

const MEANS = fc.oneof(fc.double({ min: 1e-6, max: 40, noNaN: true }), fc.double({ min: 40, max: 1e5, noNaN: true }));
const SIZES = fc.oneof(fc.double({ min: 0.03, max: 100, noNaN: true }), fc.constant(Infinity));

describe('quantiles', () => {
  test('are the smallest count that reaches p, whatever way they were found', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.001, max: 0.9999, noNaN: true }), MEANS, SIZES, (p, mean, size) => {
        const k = negativeBinomialQuantile(p, mean, size);
        expect(logLowerTail(k, mean, size)).toBeGreaterThanOrEqual(Math.log(p) - 1e-9);
        if (k > 0) expect(logLowerTail(k - 1, mean, size)).toBeLessThan(Math.log(p) + 1e-9);
      }),
      { seed: 6, numRuns: 400 }
    );
  });

  test.each([
    [0.025, 10],
    [0.975, 10],
    [0.5, 80],
    [0.999, 400],
  ])('agree with stdlib for Poisson: %p at mean %p', (p, mean) => expect(negativeBinomialQuantile(p, mean, Infinity)).toBe(quantile(p, mean)));

  test.each([0, 1, -0.1, NaN])('refuse p = %p', (p) => expect(() => negativeBinomialQuantile(p, 1, 1)).toThrow(/^p: expected/));
});

test('the largest unremarkable count is the last with mid-p above p', () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-4, max: 2_000, noNaN: true }), SIZES, (mean, size) => {
      const k = largestUnremarkable(1e-3, mean, size);
      expect(logUpperMidP(k + 1, mean, size)).toBeLessThanOrEqual(Math.log(1e-3));
      if (k > 0) expect(logUpperMidP(k, mean, size)).toBeGreaterThan(Math.log(1e-3));
    }),
    { seed: 7, numRuns: 200 }
  );
});
