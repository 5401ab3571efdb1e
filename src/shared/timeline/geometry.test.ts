import { bandPath, linePath, scaleOf, timeTicks, valueTicks } from './geometry';
import { EMPTY_SERIES, nearestIndex } from './series';

const HOUR = 3_600_000;
const scale = scaleOf({ left: 0, right: 100, top: 0, bottom: 10 }, [0, 10], 10);

test('a null lifts the pen and closes the band', () => {
  expect(linePath([0, 5, 6, 10], [0, 5, null, 10], scale)).toBe('M0 10L50 5M100 0');
  const series = { ...EMPTY_SERIES, times: [0, 5, 10], lower: [0, 0, null], upper: [10, 10, 10] };
  expect(bandPath(series, scale)).toBe('M0 0L50 0L50 10L0 10Z');
});

test.each([
  [3, [0, 1, 2, 3]],
  [112, [0, 50, 100, 150]],
  [1_000_000, [0, 250_000, 500_000, 750_000, 1_000_000]],
])('ticks of a series with peak %d are round and cover it', (top, ticks) => {
  expect(valueTicks({ ...EMPTY_SERIES, observed: [top] })).toEqual(ticks);
});

test('ticks of time are round where the reader lives', () => {
  const zone = 2 * HOUR;
  const ticks = timeTicks([0, 48 * HOUR], 3, () => zone);
  expect(ticks.map(({ at }) => (at + zone) % (24 * HOUR))).toEqual([0, 0]);
});

test('the nearest point, and none of none', () => {
  expect([-5, 4, 6, 99].map((at) => nearestIndex([0, 5, 10], at))).toEqual([0, 1, 1, 2]);
  expect(nearestIndex([], 1)).toBe(-1);
});
