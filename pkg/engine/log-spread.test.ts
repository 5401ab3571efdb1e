import { LogSpread, summaryOf } from './log-spread';
import type { PeerLogs } from '../detect/detector';

const logs = (...values: readonly number[]): number[] => values.map((value) => Math.expm1(value));

function spreadOf(members: readonly (readonly number[])[]): LogSpread {
  const spread = new LogSpread();
  members.forEach((values, member) => {
    for (const value of values) spread.add(member, value);
  });
  return spread;
}

/** Members by turns in three groups. */
function summary(spread: LogSpread): PeerLogs | undefined {
  return summaryOf(spread.parts((member) => member % 3));
}

test('means of members, their variance, and the variance within, as the textbook has them', () => {
  const said = summary(spreadOf([logs(1, 2, 3), logs(5, 7), logs(4)]));
  expect(said?.members).toBe(3);
  expect(said?.mean).toBeCloseTo(4, 12);
  expect(said?.between).toBeCloseTo(4, 12);
  expect(said?.within).toBeCloseTo((2 + 2) / 3, 12);
});

test('nothing is said of one member, or of members with one value each', () => {
  expect(summary(spreadOf([logs(1, 2)]))).toBeUndefined();
  expect(summary(spreadOf([logs(1), logs(2)]))).toBeUndefined();
});

test('a member without values is none', () => {
  const spread = new LogSpread();
  for (const value of logs(1, 2)) spread.add(0, value);
  for (const value of logs(3, 4)) spread.add(5, value);
  expect(summary(spread)?.members).toBe(2);
});

test('old values are forgotten by degrees: two thousand new ones decide', () => {
  const spread = spreadOf([[...Array<number>(2_000).fill(0), ...Array<number>(2_000).fill(Math.expm1(3))], logs(3, 3)]);
  expect(summary(spread)?.mean).toBeCloseTo(3, 1);
  expect(summary(spread)?.within).toBeLessThan(0.2);
});

test('restored, it goes on as it was', () => {
  const spread = spreadOf([logs(1, 2, 3), logs(5, 7)]);
  const again = new LogSpread();
  again.restore(JSON.parse(JSON.stringify(spread.stored())) as ReturnType<LogSpread['stored']>);
  spread.add(0, 9);
  again.add(0, 9);
  expect(summary(again)).toEqual(summary(spread));
});
