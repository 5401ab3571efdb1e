import fc from 'fast-check';
import { DAY, HOUR } from '../model';
import { addRisk, decayed, RISK_FROM } from './risk';

test('three days halve it, in one step or in many', () => {
  const risk = { at: 0, value: 8 };
  expect(decayed(risk, 3 * DAY)).toBeCloseTo(4, 12);
  expect(decayed(risk, 9 * DAY)).toBeCloseTo(1, 12);
  let value = 8;
  for (let hour = 0; hour < 72; hour++) value = decayed({ at: hour * HOUR, value }, (hour + 1) * HOUR);
  expect(value).toBeCloseTo(4, 9);
  expect(decayed(undefined, DAY)).toBe(0);
});

test('only hours rarer than 1 in 100 add, and they add their surprise', () => {
  expect(addRisk(undefined, 0, Math.log(1e-4))).toBeCloseTo(Math.log(1e4), 12);
  expect(addRisk({ at: 0, value: 4 }, 0, RISK_FROM)).toBe(4);
  expect(addRisk({ at: 0, value: 4 }, 3 * DAY, -10)).toBeCloseTo(12, 12);
});

test('a steady surprise tends to surprise / (1 - 2^(-1/72)) an hour and no further', () => {
  let risk = { at: 0, value: 0 };
  for (let hour = 1; hour <= 60 * 24; hour++) risk = { at: hour * HOUR, value: addRisk(risk, hour * HOUR, -5) };
  expect(risk.value).toBeCloseTo(5 / (1 - 2 ** (-1 / 72)), 3);
});

test('risk never grows by waiting and never falls by an anomaly', () => {
  const hours = fc.integer({ min: 0, max: 10_000 });
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1e4, noNaN: true }), hours, fc.double({ min: -1e3, max: 0, noNaN: true }), (value, wait, logP) => {
      const left = decayed({ at: 0, value }, wait * HOUR);
      expect(left).toBeLessThanOrEqual(value);
      expect(addRisk({ at: 0, value }, wait * HOUR, logP)).toBeGreaterThanOrEqual(left);
    }),
    { seed: 24, numRuns: 300 }
  );
});
