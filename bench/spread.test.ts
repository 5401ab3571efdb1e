import { atLeast, atMost, measured, median, quantile } from './spread';

test('the median is a value that was measured, and none is an error', () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(() => median([])).toThrow(RangeError);
});

test('quantile: of 100 values 95 are not above the 95 % one by more than a place', () => {
  const values = Array.from({ length: 100 }, (_, i) => 99 - i);
  expect(quantile(values, 0.95)).toBe(95);
  expect(quantile(values, 1)).toBe(99);
});

test('a metric is met by its median and shows the spread', async () => {
  const { seconds = [] } = await measured((run) => Promise.resolve({ seconds: [5, 1, 2][run] ?? NaN }));
  expect(atMost('a', seconds, 's', 2)).toEqual({ metric: 'a', value: 2, unit: 's', goal: 2, met: true, runs: 3, spread: [1, 5] });
  expect(atLeast('a', seconds, 's', 3, { seed: 7 })).toMatchObject({ met: false, seed: 7 });
});
