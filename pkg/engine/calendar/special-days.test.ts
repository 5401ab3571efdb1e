import { DAY } from '../../model';
import { SpecialDays } from './special-days';

const MONTH_END = 1;
const endOf = (month: number): number => Date.UTC(2026, month + 1, 0) / DAY;

function busy(days: SpecialDays, months: number, observed: number, at = 0): void {
  for (let month = 0; month < months; month++) for (const day of [0, 1]) days.learn(at, MONTH_END, endOf(month) - day, observed, 10);
}

test('says nothing before three months, then most of what it saw', () => {
  const factors = [1, 2, 3, 12].map((months) => {
    const days = new SpecialDays();
    busy(days, months, 40);
    return days.factor(0, MONTH_END, endOf(months));
  });
  expect(factors.slice(0, 2)).toEqual([1, 1]);
  expect(factors[2]).toBeGreaterThan(2);
  expect(factors[3]).toBeGreaterThan(3.3);
  expect(factors[3]).toBeLessThan(4);
});

test('the month that is not over is no evidence for itself', () => {
  const days = new SpecialDays();
  busy(days, 3, 40);
  expect(days.factor(0, MONTH_END, endOf(2))).toBe(1);
});

test('ordinary noise, other entities and other classes stay at one', () => {
  const days = new SpecialDays();
  busy(days, 6, 12);
  busy(days, 6, 40, 50);
  expect(days.factor(0, MONTH_END, endOf(7))).toBe(1);
  expect(days.factor(7, MONTH_END, endOf(7))).toBe(1);
  expect(days.factor(50, MONTH_END + 1, endOf(7))).toBe(1);
  expect(days.factor(50, MONTH_END, endOf(7))).toBeGreaterThan(2.5);
  expect(days.factor(50, -1, endOf(7))).toBe(1);
});

test('quiet days are learnt too, within limits', () => {
  const days = new SpecialDays();
  busy(days, 12, 0);
  busy(days, 12, 1e9, 1);
  expect(days.factor(0, MONTH_END, endOf(12))).toBeLessThan(0.1);
  expect(days.factor(1, MONTH_END, endOf(12))).toBe(20);
});

test('stored and taken up', () => {
  const days = new SpecialDays();
  busy(days, 6, 40, 30);
  const again = new SpecialDays();
  again.restore(days.stored(31));
  expect(again.factor(30, MONTH_END, endOf(7))).toBe(days.factor(30, MONTH_END, endOf(7)));
  expect(again.factor(31, MONTH_END, endOf(7))).toBe(1);
});
