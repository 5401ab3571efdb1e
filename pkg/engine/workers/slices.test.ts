import { DAY, HOUR } from '../../model';
import { sliceEnd } from './coordinator';

const from = 2_900 * 7 * DAY;
const hoursFrom = (learnt: number, users: number, features: number): number => {
  const until = from + learnt * HOUR;
  return (sliceEnd({ from, until, known: { user: users }, features: Array.from({ length: features }, String) }) - until) / HOUR;
};

test('a history begins with an hour, since nobody is known, and goes on in weeks where few are', () => {
  expect([0, 1, 6, 24, 48].map((learnt) => hoursFrom(learnt, 100, 10))).toEqual([1, 5, 18, 24, 5 * 24]);
});

test('the more are counted, the shorter what is counted at once', () => {
  const week = 28 * 24;
  expect([1_000, 20_000, 100_000, 1_000_000].map((users) => hoursFrom(week, users, 8))).toEqual([7 * 24, 24, 6, 1]);
  expect(hoursFrom(week, 10_000, 80)).toBe(6);
});
