import { fitExponentialTail, logExponentialTail } from './exponential-tail';
import { seededRandom } from './random';

const random = seededRandom(21);
const surprises = (scale: number): number[] => Array.from({ length: 50_000 }, () => -scale * Math.log(1 - random()));

test.each([1, 2.5])('finds the scale of an exponential, %p, and its quantiles beyond the sample', (scale) => {
  const tail = fitExponentialTail(surprises(scale))!;
  expect(tail.share).toBeCloseTo(0.02, 3);
  expect(Math.abs(tail.scale / scale - 1)).toBeLessThan(0.1);
  expect(Math.abs(logExponentialTail(20 * scale, tail) / -20 - 1)).toBeLessThan(0.1);
});

test('the sample is left as it is; too few peaks fit nothing', () => {
  const sample = [5, 1, 9, 2];
  expect(fitExponentialTail(sample)).toBeUndefined();
  expect(sample).toEqual([5, 1, 9, 2]);
  expect(fitExponentialTail([])).toBeUndefined();
  expect(fitExponentialTail(new Float64Array(1_000))).toBeUndefined();
});

test.each([0, 1, NaN])('a share of %p is refused', (share) => expect(() => fitExponentialTail([1], share)).toThrow(/^share: expected/));
