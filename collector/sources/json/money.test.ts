import { currencyOf, digitsOf, minorUnits } from './money';

test.each([
  [19.9, 'USD', 1990],
  ['19.90', 'usd', 1990],
  [0.29, 'EUR', 29],
  [1.15, 'EUR', 115],
  [4.35, 'EUR', 435],
  [-12.5, 'EUR', -1250],
  ['500', 'JPY', 500],
  ['500.4', 'JPY', 500],
  ['1.234', 'KWD', 1234],
  ['1.2345', 'KWD', 1235],
  [19.990000000000002, 'EUR', 1999],
  ['1,234,567.89', 'EUR', 123_456_789],
  ['1 234.5', 'EUR', 123_450],
  ['.5', 'EUR', 50],
  ['0.00', 'EUR', 0],
  ['-0.00', 'EUR', 0],
  [1e-7, 'EUR', 0],
  ['90071992547409.91', 'EUR', 9_007_199_254_740_991],
  ['12.34', undefined, 1234],
])('%s %s is %d minor units', (decimal, currency, minor) => {
  expect(minorUnits(decimal, currency)).toBe(minor);
});

test.each(['', '-', null, undefined, 'ten', '1.2.3', '12,50', '1e5', {}, [], Number.NaN, '90071992547409.92'])('%j is no amount', (decimal) => {
  expect(minorUnits(decimal, 'EUR')).toBeUndefined();
});

test('currencies by letters and by number', () => {
  expect(['usd', 'EUR', '840', 978, '36', '036', 'euro', '', null].map(currencyOf)).toEqual([
    'USD',
    'EUR',
    'USD',
    'EUR',
    'AUD',
    'AUD',
    undefined,
    undefined,
    undefined,
  ]);
  expect(['usd', 'jpy', 'BHD', 'CLF', undefined].map(digitsOf)).toEqual([2, 0, 3, 4, 2]);
});
