import fc from 'fast-check';
import { oddsInWords, thousands } from './odds';

test('a probability in words, to two figures', () => {
  expect(oddsInWords(Math.log(1 / 24_321), 1e6)).toBe('once in 24,000 such hours');
  expect(oddsInWords(Math.log(1 / 7.4), 1e6, 'days')).toBe('once in 7 such days');
  expect(oddsInWords(Math.log(0.9), 1e6)).toBe('nothing unusual for such hours');
});

test('beyond the sample no number is invented, and the sample is not rounded up', () => {
  expect(oddsInWords(-40, 129_999)).toBe('rarer than once in 120,000 such hours');
  expect(oddsInWords(-Infinity, 999)).toBe('rarer than once in 990 such hours');
  expect(oddsInWords(-40, 0)).toBe('rarer than once in 1 such hours');
});

test('whatever the numbers, the claim never exceeds the sample', () => {
  fc.assert(
    fc.property(fc.double({ min: -1e3, max: 0, noNaN: true }), fc.integer({ min: 2, max: 1e8 }), (logP, sample) => {
      const claimed = /[\d,]+/.exec(oddsInWords(logP, sample))?.[0]?.replaceAll(',', '') ?? '0';
      expect(Number(claimed)).toBeLessThanOrEqual(sample * 1.05);
    }),
    { seed: 23, numRuns: 500 }
  );
});

test('thousands are separated', () => {
  expect([0, 999, 1_000, 1_234_567.4].map(thousands)).toEqual(['0', '999', '1,000', '1,234,567']);
});
