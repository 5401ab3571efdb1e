import fc from 'fast-check';
import { logCauchyCombination } from './cauchy';
import { seededRandom } from './random';

const LOG_PS = fc.array(fc.double({ min: -800, max: 0, noNaN: true }), { minLength: 1, maxLength: 8 });

describe('Cauchy combination', () => {
  test('of one p is that p, cut at one half', () => {
    fc.assert(
      fc.property(fc.double({ min: -800, max: 0, noNaN: true }), (logP) => expect(logCauchyCombination([logP])).toBeCloseTo(Math.min(logP, -Math.LN2), 9)),
      { seed: 12 }
    );
  });

  test('is the textbook formula where doubles can hold it', () => {
    for (const ps of [
      [0.01, 0.2],
      [0.3, 0.4, 0.001],
      [1e-6, 0.5, 0.49],
    ]) {
      const t = ps.reduce((sum, p) => sum + Math.tan((0.5 - p) * Math.PI), 0) / ps.length;
      expect(Math.exp(logCauchyCombination(ps.map(Math.log)))).toBeCloseTo(0.5 - Math.atan(t) / Math.PI, 12);
    }
  });

  test('works where e^x does not: one in e^700 among two is half of it', () => {
    expect(logCauchyCombination([-700, Math.log(0.5)])).toBeCloseTo(-700 + Math.LN2, 9);
    expect(logCauchyCombination([-5_000, -5_000])).toBeCloseTo(-5_000, 9);
    expect(logCauchyCombination([-Infinity, -1])).toBe(-Infinity);
  });

  test('a dull test never hides an alarming one: p near 1 counts as 1/2', () => {
    expect(logCauchyCombination([-12, Math.log(0.999_999)])).toBe(logCauchyCombination([-12, Math.log(0.5)]));
  });

  test('never falls when one p rises; between the least p and n times it', () => {
    fc.assert(
      fc.property(LOG_PS, fc.double({ min: 0, max: 50, noNaN: true }), (logPs, rise) => {
        const combined = logCauchyCombination(logPs);
        const least = Math.min(...logPs);
        expect(combined).toBeGreaterThanOrEqual(Math.min(least, -Math.LN2) - 1e-9);
        expect(combined).toBeLessThanOrEqual(Math.min(-Math.LN2, least + Math.log(logPs.length) + 1e-9) + 1e-9);
        expect(logCauchyCombination([Math.min(0, logPs[0]! + rise), ...logPs.slice(1)])).toBeGreaterThanOrEqual(combined - 1e-9);
      }),
      { seed: 13 }
    );
  });

  test('of p that are the same uniform (as dependent as can be) it is calibrated in the tail', () => {
    const random = seededRandom(14);
    const logs = Array.from({ length: 100_000 }, () => Math.log(1 - random()));
    const share = logs.filter((logP) => logCauchyCombination([logP, logP, logP]) < Math.log(0.01)).length / logs.length;
    expect(share).toBeCloseTo(0.01, 2);
  });

  test('weights: none given is equal, zero leaves out', () => {
    expect(logCauchyCombination([-3, -9], [2, 2])).toBeCloseTo(logCauchyCombination([-3, -9]), 12);
    expect(logCauchyCombination([-3, -9], [1, 0])).toBeCloseTo(-3, 9);
  });

  test('an empty list says nothing: one half', () => expect(logCauchyCombination([])).toBe(-Math.LN2));

  test.each([
    [[NaN], undefined],
    [[0.1], undefined],
    [[-1], [-1]],
    [[-1], [1, 1]],
    [[-1], [0]],
  ])('%j with weights %j is refused', (logPs, weights) => expect(() => logCauchyCombination(logPs, weights)).toThrow(RangeError));
});
