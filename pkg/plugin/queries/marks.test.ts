import { DAY, HOUR, MINUTE } from '../../model';
import { marker } from './marks';

const hour = (start: number) => ({ start, end: start + HOUR });

test('buckets of an hour and less are marked where they lie in the hour of an anomaly', () => {
  const marked = marker([hour(30 * HOUR), hour(5 * HOUR)], HOUR);
  expect([4, 5, 6, 29, 30, 31].map((at) => marked(at * HOUR))).toEqual([false, true, false, false, true, false]);
  const fine = marker([hour(5 * HOUR)], 5 * MINUTE);
  expect([5 * HOUR - 5 * MINUTE, 5 * HOUR, 6 * HOUR - 5 * MINUTE, 6 * HOUR].map(fine)).toEqual([false, true, true, false]);
});

test('a day is marked by an anomaly in any of its hours: that of a day feature is the hour in which the day ended', () => {
  const marked = marker([hour(DAY + 23 * HOUR)], DAY);
  expect([0, DAY, 2 * DAY].map(marked)).toEqual([false, true, false]);
});

test('no anomaly marks nothing', () => {
  expect(marker([], HOUR)(0)).toBe(false);
});
