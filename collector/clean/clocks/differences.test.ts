import { Differences } from './differences';

test('quantiles of what is kept, the oldest forgotten', () => {
  const differences = new Differences();
  expect(differences.quantile(0.5)).toBeNaN();
  for (let n = 0; n < 1_000; n++) differences.add(n);
  expect(differences.count).toBe(256);
  expect([differences.quantile(0), differences.quantile(0.5), differences.quantile(1)]).toEqual([744, 872, 999]);
});

test('few values are looked at anew each time, many at least every 32', () => {
  const differences = new Differences();
  differences.add(5);
  expect(differences.quantile(0.5)).toBe(5);
  differences.add(1);
  expect(differences.quantile(0)).toBe(1);
  for (let n = 0; n < 300; n++) differences.add(100);
  differences.quantile(0);
  for (let n = 0; n < 32; n++) differences.add(-1);
  expect(differences.quantile(0)).toBe(-1);
});
