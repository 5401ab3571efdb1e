import { betaBinomial, betaBinomialQuantile, largestUnremarkableOf, logLowerMidPOf, logUpperMidPOf } from './beta-binomial';
import { logUpperMidP } from './negative-binomial';
import { gammaDraw, seededRandom } from './random';

/** P(Y = k), k = 0 to `of`, by products and no gamma function. */
function terms(of: number, a: number, b: number): number[] {
  const rising = (x: number, n: number): number => Array.from({ length: n }, (_, i) => x + i).reduce((product, factor) => product * factor, 1);
  const ways = (k: number): number => rising(of - k + 1, k) / rising(1, k);
  return Array.from({ length: of + 1 }, (_, k) => (ways(k) * rising(a, k) * rising(b, of - k)) / rising(a + b, of));
}

const sum = (list: readonly number[]): number => list.reduce((all, one) => all + one, 0);

test.each([
  [1, 0.3, 0.1],
  [5, 4.9, 0.01],
  [12, 3, 0.5],
  [20, 0.01, 30],
  [20, 19, 30],
])('of %i with mean %d and relative variance %d: tails, quantiles and limits are those of its terms added up', (of, mean, relative) => {
  const law = betaBinomial(of, mean, relative);
  const all = terms(of, law.a, law.b);
  expect(sum(all)).toBeCloseTo(1, 12);
  expect(sum(all.map((p, k) => p * k))).toBeCloseTo(mean, 10);
  for (let k = 0; k <= of; k++) {
    const half = all[k]! / 2;
    expect(Math.exp(logUpperMidPOf(law, k))).toBeCloseTo(sum(all.slice(k + 1)) + half, 11);
    expect(Math.exp(logLowerMidPOf(law, k))).toBeCloseTo(sum(all.slice(0, k)) + half, 11);
  }
  for (const p of [0.025, 0.5, 0.975]) {
    const k = betaBinomialQuantile(p, law);
    expect(sum(all.slice(0, k + 1))).toBeGreaterThanOrEqual(p - 1e-12);
    if (k > 0) expect(sum(all.slice(0, k))).toBeLessThan(p);
  }
  const limit = largestUnremarkableOf(1e-3, law);
  expect(limit === 0 || logUpperMidPOf(law, limit) > Math.log(1e-3)).toBe(true);
  expect(logUpperMidPOf(law, limit + 1)).toBeLessThanOrEqual(Math.log(1e-3));
});

test('where few of many do it, it is the negative binomial', () => {
  const law = betaBinomial(20_000, 3, 0.4);
  for (const k of [0, 1, 3, 10, 40]) expect(logUpperMidPOf(law, k)).toBeCloseTo(logUpperMidP(k, 3, 2.5), 1);
});

test('the variance is what the formula says (seed 4)', () => {
  const random = seededRandom(4);
  const law = betaBinomial(200, 60, 0.05);
  const drawn = Array.from({ length: 4_000 }, () => {
    const [x, y] = [gammaDraw(random, law.a), gammaDraw(random, law.b)];
    return Array.from({ length: law.of }, () => (random() < x / (x + y) ? 1 : 0) as number).reduce((a, b) => a + b, 0);
  });
  const mean = sum(drawn) / drawn.length;
  const variance = sum(drawn.map((one) => (one - mean) ** 2)) / drawn.length;
  expect(Math.abs(mean - 60)).toBeLessThan(1);
  const ratio = variance / (60 * (1 - 60 / 200) + 0.05 * 60 * 60 * (1 - 1 / 200));
  expect(Math.abs(ratio - 1)).toBeLessThan(0.08);
});

test('the deeper, the less likely, to the last; beyond all of them it cannot be', () => {
  for (const [of, mean, relative] of [
    [20, 3, 0.01],
    [2_000, 900, 0.001],
    [20_000, 0.4, 5],
  ] as const) {
    const law = betaBinomial(of, mean, relative);
    let before = 0;
    for (let k = 0; k <= of; k += Math.ceil(of / 500)) {
      const logP = logUpperMidPOf(law, k);
      expect(logP).toBeLessThanOrEqual(before + 1e-9);
      expect(logP).toBeGreaterThan(-Infinity);
      before = logP;
    }
    expect(logUpperMidPOf(law, of + 1)).toBe(-Infinity);
  }
});

test.each([
  [10, 0, 0.1],
  [10, 10, 0.1],
  [10, 3, 0],
  [10, NaN, 0.1],
])('of %d, mean %d, relative %d is refused', (of, mean, relative) => {
  expect(() => betaBinomial(of, mean, relative)).toThrow(RangeError);
});
