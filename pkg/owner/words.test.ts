import { bytes, count, counts, moment, value } from './words';

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [1_000, '1.0 kB'],
  [206_200_000, '206.2 MB'],
  [1e16, '10000.0 TB'],
])('%p bytes are %s', (n, words) => expect(bytes(n)).toBe(words));

test.each([
  [101, '101'],
  [12_345.4, '12,345'],
  [0.51, '0.51'],
  [0.000094, '<0.001'],
  [0.0031, '0.0031'],
  [1.96, '2'],
  [17.26, '17'],
  [NaN, '-'],
  [Infinity, '-'],
])('the value %p is shown as %s', (n, words) => expect(value(n)).toBe(words));

test('counts by reason, most first, none that are zero', () => {
  expect(counts({ static: 3, 'health-check': 1_200, bot: 0 })).toBe('health-check 1,200, static 3');
  expect(counts({})).toBe('');
});

test('moments are UTC', () => {
  expect(moment(Date.UTC(2017, 2, 30, 15, 55))).toBe('2017-03-30 15:55');
  expect(count(1_234_567)).toBe('1,234,567');
});
