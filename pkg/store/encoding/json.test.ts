import { decode, encode } from './json';

test.each([-Infinity, Infinity, NaN, -0, 0, 1e-320, 0.1 + 0.2, 2 ** 53])('gives %p back to the last bit', (value) => {
  expect(Object.is(decode<{ a: number[] }>(encode({ a: [value] })).a[0], value)).toBe(true);
});

test('carries typed arrays and maps', () => {
  const value = { a: Float64Array.of(1, NaN, -0), m: new Map([['x', new Map([['y', 2]])]]), s: 'text', n: null, e: [] };
  expect(decode(encode(value))).toEqual(value);
});
