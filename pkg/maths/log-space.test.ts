import fc from 'fast-check';
import { logOneMinusExp, logSidak, logSumExp } from './log-space';

test('log(1 - e^x) is its own inverse and loses nothing at either end', () => {
  fc.assert(
    fc.property(fc.double({ min: -30, max: -1e-12, noNaN: true }), (x) => expect(Math.abs(logOneMinusExp(logOneMinusExp(x)) / x - 1)).toBeLessThan(1e-2)),
    { seed: 15 }
  );
  expect(logOneMinusExp(-1e-20)).toBeCloseTo(Math.log(1e-20), 9);
  expect(logOneMinusExp(-50)).toBeCloseTo(-Math.exp(-50), 30);
});

test('logSumExp: a sum of exponentials that neither overflows nor vanishes', () => {
  expect(logSumExp([])).toBe(-Infinity);
  expect(logSumExp([-Infinity, -Infinity])).toBe(-Infinity);
  expect(logSumExp([1_000, 1_000])).toBeCloseTo(1_000 + Math.LN2, 12);
  expect(logSumExp([-1_000, -1_000, -Infinity])).toBeCloseTo(-1_000 + Math.LN2, 12);
  expect(logSumExp([Infinity, 1])).toBe(Infinity);
  expect(logSumExp([1, NaN])).toBeNaN();
});

test('Sidak: exact where doubles hold it, Bonferroni deep in the tail, no step between', () => {
  expect(Math.exp(logSidak(Math.log(0.01), 20))).toBeCloseTo(1 - 0.99 ** 20, 12);
  expect(logSidak(-700, 50)).toBeCloseTo(-700 + Math.log(50), 9);
  expect(logSidak(-30.000001, 7)).toBeCloseTo(logSidak(-29.999999, 7), 5);
  expect(logSidak(-5, 1)).toBe(-5);
  expect(logSidak(0, 9)).toBe(0);
});
