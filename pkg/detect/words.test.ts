import { DAY, HOUR, MINUTE } from '../model';
import { againstExpected, buckets, counted, figure } from './words';

test.each([
  [0, '0'],
  [0.0004, 'less than 0.001'],
  [0.0042, '0.0042'],
  [0.4321, '0.43'],
  [12.34, '12'],
  [99.9, '100'],
  [123_456.7, '123,457'],
])('the figure of %p is %p', (x, expected) => expect(figure(x)).toBe(expected));

test('one is one, others are many', () => {
  expect(counted(1, { one: 'request', many: 'requests' })).toBe('1 request');
  expect(counted(0, { one: 'request', many: 'requests' })).toBe('0 requests');
  expect(counted(12_000, { one: 'request', many: 'requests' })).toBe('12,000 requests');
});

test('buckets are called by their width', () =>
  expect([MINUTE, 5 * MINUTE, HOUR, DAY].map(buckets)).toEqual(['minutes', 'spans of 5 minutes', 'hours', 'days']));

test('the clause of the product page, word for word', () => {
  const unit = { one: 'failed sign-in', many: 'failed sign-ins' };
  expect(againstExpected(27, 0.4, [0, 2], HOUR, unit)).toBe('27 failed sign-ins; 0.4 were to be expected (95 of 100 such hours: 0 to 2)');
  expect(againstExpected(5, 0.00005, [0, 0], DAY, unit)).toBe('5 failed sign-ins; next to none were to be expected (95 of 100 such days: 0 to 0)');
});
