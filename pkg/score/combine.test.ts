import fc from 'fast-check';
import { seededRandom } from '../maths';
import { cauchyLogP, combine, sumOfSurprise, type Evidence } from './combine';
import { Equaliser, floored } from './equaliser';
import { SurpriseHistogram } from './histogram';

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

const at = (surprise: number): number => -Math.LN2 - surprise;
const amounts = (...list: readonly number[]): Evidence[] => list.map((logP) => ({ logP, ofValues: false, subject: 'sign-ins' }));
const values = (...list: readonly number[]): Evidence[] => list.map((logP) => ({ logP, ofValues: true, subject: 'sign-ins' }));

describe('sumOfSurprise', () => {
  test('of one kind: the first whole, the next at 0.3, the third at 0.09; a coin adds nothing', () => {
    expect(sumOfSurprise(amounts(at(8)))).toBeCloseTo(8, 12);
    expect(sumOfSurprise(amounts(at(2), at(8), at(4)))).toBeCloseTo(8 + 1.2 + 0.18, 12);
    expect(sumOfSurprise(amounts(at(8), 0, -0.1, -Math.LN2))).toBeCloseTo(8, 12);
    expect(sumOfSurprise([])).toBe(0);
  });

  test('kinds add up whole', () => {
    expect(sumOfSurprise([...amounts(at(8), at(4)), ...values(at(6))])).toBeCloseTo(8 + 1.2 + 6, 12);
  });

  test('familiar values excuse the amounts of their subject, by the likelihood of looking familiar', () => {
    const excuse = -Math.log(0.1 + 0.09 * 2 ** 0.9);
    expect(sumOfSurprise([...amounts(at(8), at(4)), ...values(-Math.LN2)])).toBeCloseTo(8 - excuse + 0.3 * (4 - excuse), 12);
    expect(sumOfSurprise([...amounts(at(1)), ...values(-Math.LN2)])).toBe(0);
    expect(sumOfSurprise([...amounts(at(8)), { logP: -Math.LN2, ofValues: true, subject: 'payments' }])).toBeCloseTo(8, 12);
  });

  test('one rare value is enough to excuse nothing', () => {
    expect(sumOfSurprise([...amounts(at(8)), ...values(-Math.LN2, at(3))])).toBeCloseTo(8 + 3, 12);
  });

  test('rarer values never lower it', () => {
    fc.assert(
      fc.property(logPs, fc.double({ min: -20, max: 0, noNaN: true }), fc.double({ min: 0, max: 20, noNaN: true }), (list, value, more) => {
        const [before, after] = [value, value - more].map((logP) => sumOfSurprise([...amounts(...list), ...values(logP)]));
        expect(after).toBeGreaterThanOrEqual(before! - 1e-9);
      }),
      SEED
    );
  });

  test('the order in which they come does not matter, to the last bit', () => {
    const random = seededRandom(3);
    fc.assert(
      fc.property(logPs, (list) => {
        const shuffled = [...list].sort(() => random() - 0.5);
        return sumOfSurprise(amounts(...shuffled)) === sumOfSurprise(amounts(...list));
      }),
      SEED
    );
  });

  test('one more sign of a kind never lowers it, and never counts more than 0.3', () => {
    fc.assert(
      fc.property(logPs, fc.double({ min: -200, max: 0, noNaN: true }), (list, more) => {
        const before = sumOfSurprise(amounts(...list));
        const after = sumOfSurprise(amounts(...list, more));
        expect(after).toBeGreaterThanOrEqual(before - 1e-9);
        expect(after).toBeLessThanOrEqual(Math.max(before, -more) + 0.3 * Math.min(before, -more) + 1e-9);
      }),
      SEED
    );
  });

  test('weak signs of two kinds pass a strong one', () => {
    expect(sumOfSurprise([...amounts(-6, -6), ...values(-6)])).toBeGreaterThan(sumOfSurprise(amounts(-9)));
  });
});

describe('combine', () => {
  const histogram = new SurpriseHistogram();
  const random = seededRandom(5);
  for (let i = 0; i < 20_000; i++) histogram.add(-Math.log(random()));
  // A pool in which one hour in a hundred was an attack.
  for (let i = 0; i < 200; i++) histogram.add(30);
  const attacked = new Equaliser(histogram.stored());

  test('the sum, equalised, while no family says more alone', () => {
    const evidence = [...amounts(at(3)), ...values(at(3))];
    expect(combine(evidence, attacked)).toEqual({ statistic: 6, logP: at(3) + Math.LN2, logPEqualised: attacked.logP(-6) });
  });

  test("behind the attacks that were, four times Bonferroni's bound", () => {
    const evidence = amounts(-20, -1, -1);
    const { logP, logPEqualised } = combine(evidence, attacked);
    expect(logP).toBeCloseTo(-20 + Math.log(3), 12);
    expect(logPEqualised).toBeCloseTo(-20 + Math.log(12), 12);
    expect(attacked.logP(-20)).toBeGreaterThan(Math.log(1 / 250));
  });

  test('without a pool, the bound alone, down to 1 in 1,000', () => {
    const none = new Equaliser({ n: 0, bins: [] });
    expect(combine(amounts(-4, -1), none).logPEqualised).toBeCloseTo(-4 + Math.LN2, 12);
    expect(combine(amounts(-30, -1), none).logPEqualised).toBe(floored(-30 + Math.LN2));
  });
});
