import { gammaDraw, negativeBinomialDraw, normalDraw, poissonDraw, seededRandom } from './random';

const N = 30_000;

function momentsOf(draw: () => number): { readonly mean: number; readonly variance: number } {
  const values = Array.from({ length: N }, draw);
  const mean = values.reduce((a, b) => a + b, 0) / N;
  return { mean, variance: values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / N };
}

test('the same seed gives the same numbers, in [0, 1)', () => {
  const [a, b, c] = [seededRandom(1), seededRandom(1), seededRandom(2)];
  const first = Array.from({ length: 1_000 }, a);
  expect(first).toEqual(Array.from({ length: 1_000 }, b));
  expect(first).not.toEqual(Array.from({ length: 1_000 }, c));
  expect(first.every((x) => x >= 0 && x < 1)).toBe(true);
});

test.each([
  ['normal', normalDraw, 0, 1],
  ['gamma of shape 0.3', (random: () => number) => gammaDraw(random, 0.3), 0.3, 0.3],
  ['gamma of shape 4', (random: () => number) => gammaDraw(random, 4), 4, 4],
  ['Poisson of mean 0.2', (random: () => number) => poissonDraw(random, 0.2), 0.2, 0.2],
  ['Poisson of mean 55', (random: () => number) => poissonDraw(random, 55), 55, 55],
  ['negative binomial of mean 2, size 0.5', (random: () => number) => negativeBinomialDraw(random, 2, 0.5), 2, 10],
] as const)('%s has its mean and variance (seed 3)', (_, draw, mean, variance) => {
  const random = seededRandom(3);
  const found = momentsOf(() => draw(random));
  expect(Math.abs(found.mean - mean)).toBeLessThan(0.05 * Math.max(1, mean));
  expect(Math.abs(found.variance - variance)).toBeLessThan(0.08 * Math.max(1, variance));
});

test('a mean of zero draws zero', () => expect(poissonDraw(seededRandom(4), 0)).toBe(0));
