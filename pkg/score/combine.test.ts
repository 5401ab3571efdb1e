import fc from 'fast-check';
import { seededRandom } from '../maths';
import { cauchyLogP, sumOfSurprise } from './combine';

const SEED = { seed: 22, numRuns: 300 };
const logPs = fc.array(fc.double({ min: -200, max: 0, noNaN: true }), { minLength: 1, maxLength: 12 });

describe('cauchyLogP', () => {
  test('one test is itself; silent ones cost what Bonferroni would', () => {
    expect(cauchyLogP([Math.log(1e-4)], 1)).toBeCloseTo(Math.log(1e-4), 9);
    expect(Math.exp(cauchyLogP([Math.log(1e-6)], 10))).toBeCloseTo(1e-5, 9);
    expect(cauchyLogP([], 5)).toBeCloseTo(Math.log(0.5), 12);
    expect(cauchyLogP([-3], 0)).toBeCloseTo(-3, 12);
  });

  test('left out or given as a coin, a silent test is the same', () => {
    fc.assert(
      fc.property(logPs, fc.nat(20), (list, silent) => {
        const given = [...list, ...new Array<number>(silent).fill(-Math.LN2)];
        expect(cauchyLogP(list, list.length + silent)).toBeCloseTo(cauchyLogP(given, given.length), 9);
      }),
      SEED
    );
  });

  test('between the least p and n times it, and never above one half', () => {
    fc.assert(
      fc.property(logPs, (list) => {
        const combined = cauchyLogP(list, list.length);
        const least = Math.min(-Math.LN2, ...list);
        expect(combined).toBeGreaterThanOrEqual(least - 1e-9);
        expect(combined).toBeLessThanOrEqual(Math.min(-Math.LN2, least + Math.log(list.length)) + 0.2);
      }),
      SEED
    );
  });

  test('identical tests, the worst dependence: 1 in 1,000 stays that', () => {
    expect(cauchyLogP([Math.log(1e-3), Math.log(1e-3), Math.log(1e-3)], 3)).toBeCloseTo(Math.log(1e-3), 9);
  });
});

describe('sumOfSurprise', () => {
  test('the first whole, the next at half, the third at a quarter; a coin adds nothing', () => {
    const at = (surprise: number): number => -Math.LN2 - surprise;
    expect(sumOfSurprise([at(8)])).toBeCloseTo(8, 12);
    expect(sumOfSurprise([at(2), at(8), at(4)])).toBeCloseTo(8 + 2 + 0.5, 12);
    expect(sumOfSurprise([at(8), 0, -0.1, -Math.LN2])).toBeCloseTo(8, 12);
    expect(sumOfSurprise([])).toBe(0);
  });

  test('the order in which they come does not matter, to the last bit', () => {
    const random = seededRandom(3);
    fc.assert(
      fc.property(logPs, (list) => {
        const shuffled = [...list].sort(() => random() - 0.5);
        return sumOfSurprise(shuffled) === sumOfSurprise(list);
      }),
      SEED
    );
  });

  test('one more sign never lowers it, and never counts more than half', () => {
    fc.assert(
      fc.property(logPs, fc.double({ min: -200, max: 0, noNaN: true }), (list, more) => {
        const before = sumOfSurprise(list);
        const after = sumOfSurprise([...list, more]);
        expect(after).toBeGreaterThanOrEqual(before - 1e-9);
        expect(after).toBeLessThanOrEqual(Math.max(before, -more) + Math.min(before, -more) / 2 + Math.max(...list.map((x) => -x)) + 1e-9);
      }),
      SEED
    );
  });

  test('many weak signs pass one strong one', () => {
    expect(sumOfSurprise([-6, -6, -6])).toBeGreaterThan(sumOfSurprise([-9]));
  });
});
