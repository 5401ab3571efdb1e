import fc from 'fast-check';
import { logGamma } from './log-gamma';

describe('logGamma', () => {
  // Known: G(1/2) = sqrt(pi), G(n) = (n - 1)!; the others from 50-digit arithmetic.
  test.each([
    [0.5, 0.5 * Math.log(Math.PI)],
    [1, 0],
    [2, 0],
    [10, Math.log(362_880)],
    [171, 706.573062245787347],
    [1e-8, 18.420680738180209],
    [1e6, 12_815_504.569147612],
  ])('of %p', (x, expected) => expect(Math.abs(logGamma(x) - expected)).toBeLessThanOrEqual(1e-13 * Math.max(10, Math.abs(expected))));

  test('keeps the recurrence G(x + 1) = x G(x)', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1e6, noNaN: true }), (x) => {
        const scale = Math.max(1, Math.abs(logGamma(x)));
        expect(Math.abs(logGamma(x + 1) - logGamma(x) - Math.log(x)) / scale).toBeLessThan(1e-12);
      }),
      { seed: 1 }
    );
  });

  test.each([0, -1, NaN])('refuses %p', (x) => expect(() => logGamma(x)).toThrow(/^x: expected/));
});
