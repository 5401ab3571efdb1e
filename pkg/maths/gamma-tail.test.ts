import cdf from '@stdlib/stats-base-dists-gamma-cdf';
import fc from 'fast-check';
import { logGammaUpperTail } from './gamma-tail';
import { logSumExp } from './log-space';

describe('upper tail of the gamma', () => {
  test('shape 1 is the exponential, at any depth', () => {
    for (const x of [1e-9, 0.3, 1, 5, 700, 1e5]) expect(logGammaUpperTail(x, 1) / -x).toBeCloseTo(1, 9);
  });

  test('an integer shape is a sum of Poisson probabilities, far beyond the smallest double', () => {
    for (const [x, n] of [
      [3, 2],
      [50, 5],
      [800, 10],
      [2_000, 40],
    ] as const) {
      let logTerm = -x;
      const terms = Array.from({ length: n }, (_, j) => (j === 0 ? logTerm : (logTerm += Math.log(x / j))));
      expect(logGammaUpperTail(x, n)).toBeCloseTo(logSumExp(terms), 8);
    }
  });

  test('agrees with stdlib in the body', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 200, noNaN: true }), fc.double({ min: 0.05, max: 100, noNaN: true }), (x, shape) =>
        expect(Math.exp(logGammaUpperTail(x, shape))).toBeCloseTo(1 - cdf(x, shape, 1), 9)
      ),
      { seed: 11, numRuns: 300 }
    );
  });

  test('ends, and what is no gamma', () => {
    expect(logGammaUpperTail(0, 2)).toBe(0);
    expect(logGammaUpperTail(Infinity, 2)).toBe(-Infinity);
    expect(() => logGammaUpperTail(-1, 2)).toThrow(/^x: expected/);
    expect(() => logGammaUpperTail(1, 0)).toThrow(/^shape: expected/);
    expect(() => logGammaUpperTail(NaN, 1)).toThrow(/^x: expected/);
  });
});
