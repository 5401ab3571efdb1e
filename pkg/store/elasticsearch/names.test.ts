import { monthly, monthsOf } from './names';

const NAME = 'habitus.risk-default';
const at = (text: string): number => Date.parse(text);

test('the months of a span, both ends included, over the end of a year', () => {
  const months = monthsOf(NAME, { from: at('2025-11-30T23:59:59Z'), to: at('2026-02-01T00:00:00Z') });
  expect(months).toEqual(['2025-11', '2025-12', '2026-01', '2026-02'].map((month) => `${NAME}.${month}`));
  expect(monthsOf(NAME, { from: at('2026-02-01T00:00:00Z'), to: at('2026-02-28T00:00:00Z') })).toEqual([monthly(NAME, at('2026-02-14T00:00:00Z'))]);
});

test('too many to be named, and times that no date has', () => {
  expect(monthsOf(NAME, { from: 0, to: at('2026-02-01T00:00:00Z') })).toBeUndefined();
  expect(monthsOf(NAME, { from: 0, to: Number.MAX_SAFE_INTEGER })).toBeUndefined();
  expect(monthsOf(NAME, { from: -Infinity, to: 0 })).toBeUndefined();
});

test('of a span that ends before it begins there are none', () => {
  expect(monthsOf(NAME, { from: at('2026-02-01T00:00:00Z'), to: at('2025-02-01T00:00:00Z') })).toEqual([]);
});
