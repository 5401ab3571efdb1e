import fc from 'fast-check';
import { binEdges, binOf, SurpriseHistogram } from './histogram';

const SEED = { seed: 20, numRuns: 300 };
const surprise = fc.oneof(fc.double({ min: 0, max: 2, noNaN: true }), fc.double({ min: 0, max: 1_000, noNaN: true }));

describe('bins', () => {
  test('a surprise lies within the edges of its bin', () => {
    fc.assert(
      fc.property(surprise, (s) => {
        const [from, to] = binEdges(binOf(s));
        expect(s).toBeGreaterThanOrEqual(from * (1 - 1e-12));
        expect(s).toBeLessThanOrEqual(to * (1 + 1e-12));
      }),
      SEED
    );
  });

  test('the order of surprises is the order of their bins', () => {
    fc.assert(
      fc.property(surprise, surprise, (a, b) => {
        expect(Math.sign(binOf(Math.max(a, b)) - binOf(Math.min(a, b)))).toBeGreaterThanOrEqual(0);
      }),
      SEED
    );
  });

  test('bins follow on each other without a gap; the body is a coin, the rest are 1 % wide', () => {
    expect(binEdges(0)).toEqual([0, Math.LN2]);
    for (let bin = 1; bin < 1_399; bin++) {
      const [from, to] = binEdges(bin);
      expect(from).toBeCloseTo(binEdges(bin - 1)[1], 9);
      expect(to / from).toBeCloseTo(1.01, 12);
    }
  });

  test('what no bin reaches lies in the last; what is no surprise is refused', () => {
    expect(binOf(Infinity)).toBe(1_399);
    expect(binEdges(1_399)[1]).toBeCloseTo(769_888, 0);
    for (const wrong of [-0.1, NaN, -Infinity]) expect(() => binOf(wrong)).toThrow(/^surprise: expected a number >= 0/);
  });
});

describe('a histogram', () => {
  test('counts what was added, keeps it stored, and is the same again when restored', () => {
    fc.assert(
      fc.property(fc.array(surprise, { maxLength: 60 }), fc.nat(1_000), (surprises, silent) => {
        const histogram = new SurpriseHistogram();
        for (const s of surprises) histogram.add(s);
        histogram.addBody(silent);
        const stored = histogram.stored();
        expect(stored.n).toBe(surprises.length + silent);
        expect(stored.bins.filter((_, i) => i % 2 === 1).reduce((sum, count) => sum + count, 0)).toBe(stored.n);
        expect(SurpriseHistogram.from(JSON.parse(JSON.stringify(stored)) as typeof stored).stored()).toEqual(stored);
      }),
      SEED
    );
  });

  test('silent entities lie in the body', () => {
    const histogram = new SurpriseHistogram();
    histogram.addBody(5_000);
    histogram.add(0.1);
    histogram.add(9);
    expect(histogram.stored()).toEqual({ n: 5_002, bins: [0, 5_001, binOf(9), 1] });
  });

  test('ageing keeps the proportions and drops what is next to nothing', () => {
    const histogram = new SurpriseHistogram();
    histogram.addBody(1_000);
    histogram.add(7);
    histogram.age(0.9);
    expect(histogram.n).toBeCloseTo(900.9, 9);
    for (let week = 0; week < 70; week++) histogram.age(0.9);
    const { n, bins } = histogram.stored();
    expect(bins).toHaveLength(2);
    expect(n).toBeCloseTo(1_000 * 0.9 ** 71, 9);
  });
});
