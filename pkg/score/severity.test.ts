import fc from 'fast-check';
import { scoreOf, severityOf } from './severity';

test('ten points for each power of ten, from 0 to 100', () => {
  expect(scoreOf(Math.log(1e-3))).toBeCloseTo(30, 9);
  expect([0, -Infinity, -1e6].map(scoreOf)).toEqual([0, 100, 100]);
  expect(scoreOf(Math.log(0.5))).toBeCloseTo(3.0103, 4);
});

test.each([
  [0, 'info'],
  [19.99, 'info'],
  [20, 'low'],
  [39.99, 'low'],
  [40, 'medium'],
  [60, 'high'],
  [79.99, 'high'],
  [80, 'critical'],
  [100, 'critical'],
] as const)('a score of %d is %s', (score, severity) => {
  expect(severityOf(score)).toBe(severity);
});

test('rarer is never less severe', () => {
  const order = ['info', 'low', 'medium', 'high', 'critical'];
  const rank = (logP: number): number => order.indexOf(severityOf(scoreOf(logP)));
  fc.assert(
    fc.property(fc.double({ min: -300, max: 0, noNaN: true }), fc.double({ min: -300, max: 0, noNaN: true }), (a, b) => {
      expect(rank(Math.min(a, b))).toBeGreaterThanOrEqual(rank(Math.max(a, b)));
    }),
    { seed: 25, numRuns: 300 }
  );
});
