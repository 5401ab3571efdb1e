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
  const at = (surprise: number): number => -Math.LN2 - surprise;

  test('of one kind: the first whole, the next at 0.3, the third at 0.09; a coin adds nothing', () => {
    expect(sumOfSurprise([[at(8)]])).toBeCloseTo(8, 12);
    expect(sumOfSurprise([[at(2), at(8), at(4)]])).toBeCloseTo(8 + 1.2 + 0.18, 12);
    expect(sumOfSurprise([[at(8), 0, -0.1, -Math.LN2]])).toBeCloseTo(8, 12);
    expect(sumOfSurprise([[], []])).toBe(0);
  });

  test('kinds add up whole', () => {
    expect(sumOfSurprise([[at(8), at(4)], [at(6)]])).toBeCloseTo(8 + 1.2 + 6, 12);
  });

  test('the order in which they come does not matter, to the last bit', () => {
    const random = seededRandom(3);
    fc.assert(
      fc.property(logPs, (list) => {
        const shuffled = [...list].sort(() => random() - 0.5);
        return sumOfSurprise([shuffled]) === sumOfSurprise([list]);
      }),
      SEED
    );
  });

  test('one more sign of a kind never lowers it, and never counts more than 0.3', () => {
    fc.assert(
      fc.property(logPs, fc.double({ min: -200, max: 0, noNaN: true }), (list, more) => {
        const before = sumOfSurprise([list]);
        const after = sumOfSurprise([[...list, more]]);
        expect(after).toBeGreaterThanOrEqual(before - 1e-9);
        expect(after).toBeLessThanOrEqual(Math.max(before, -more) + 0.3 * Math.min(before, -more) + 1e-9);
      }),
      SEED
    );
  });

  test('weak signs of two kinds pass a strong one', () => {
    expect(sumOfSurprise([[-6, -6], [-6]])).toBeGreaterThan(sumOfSurprise([[-9]]));
  });
});
