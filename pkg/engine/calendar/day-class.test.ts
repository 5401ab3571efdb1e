import { DAY } from '../../model';
import { classOf, DAY_CLASSES, monthOf } from './day-class';

const dateOf = (iso: string): number => Date.parse(iso) / DAY;
const named = (iso: string, holidays: readonly string[] = []): string | undefined =>
  DAY_CLASSES[classOf(dateOf(iso), (date) => holidays.map(dateOf).includes(date))];

test('month ends are the last two working days, whatever they fall on', () => {
  // 31 January 2026 is a Saturday; 31 May 2026 a Sunday.
  expect(['2026-01-28', '2026-01-29', '2026-01-30', '2026-01-31'].map((day) => named(day))).toEqual([undefined, 'month-end', 'month-end', undefined]);
  expect(named('2026-05-29')).toBe('month-end');
  expect(['2024-02-28', '2024-02-29'].map((day) => named(day))).toEqual(['month-end', 'month-end']);
  expect(['2026-02-26', '2026-02-27'].map((day) => named(day))).toEqual(['month-end', 'month-end']);
  expect(named('2026-12-30', ['2026-12-31'])).toBe('month-end');
  expect(named('2026-12-31', ['2026-12-31'])).toBe('holiday');
});

test('month starts are the first two', () => {
  expect(['2026-01-01', '2026-01-02', '2026-01-05', '2026-01-06'].map((day) => named(day, ['2026-01-01']))).toEqual([
    'holiday',
    'month-start',
    'month-start',
    undefined,
  ]);
});

test('paydays move to the working day before', () => {
  expect(named('2026-06-15')).toBe('mid-month');
  expect(named('2026-08-14')).toBe('mid-month');
  expect(named('2026-08-15')).toBeUndefined();
  expect(['2026-12-24', '2026-12-25'].map((day) => named(day, ['2026-12-25']))).toEqual(['payday', 'holiday']);
  expect(named('2026-12-23', ['2026-12-24', '2026-12-25'])).toBe('payday');
});

test('months are counted over years', () => {
  expect(monthOf(dateOf('1970-01-31'))).toBe(0);
  expect(monthOf(dateOf('2026-01-01')) - monthOf(dateOf('2025-12-31'))).toBe(1);
});
