import fc from 'fast-check';
import { DAY, HOUR } from '../model';
import { addRisk, decayed, DETECTOR_CAP, RISK_FROM, riskOf, type Gathered } from './risk';

const hour = (at: number, logP: number, detector = 'count-tail') => ({ at, logP, detector });
const gathered = (value: number): Gathered => ({ at: 0, byDetector: { 'count-tail': value } });

test('three days halve it, in one step or in many', () => {
  const risk = { at: 0, value: 8 };
  expect(decayed(risk, 3 * DAY)).toBeCloseTo(4, 12);
  expect(decayed(risk, 9 * DAY)).toBeCloseTo(1, 12);
  let value = 8;
  for (let hours = 0; hours < 72; hours++) value = decayed({ at: hours * HOUR, value }, (hours + 1) * HOUR);
  expect(value).toBeCloseTo(4, 9);
  expect(decayed(undefined, DAY)).toBe(0);
});

test('only hours rarer than 1 in 100 add, and they add their surprise', () => {
  expect(riskOf(addRisk(undefined, hour(0, Math.log(1e-4))))).toBeCloseTo(Math.log(1e4), 12);
  expect(riskOf(addRisk(gathered(4), hour(0, RISK_FROM)))).toBe(4);
  expect(riskOf(addRisk(gathered(4), hour(3 * DAY, -10)))).toBeCloseTo(12, 12);
});

test('a detector that cries every hour comes to its cap and no further; a second one adds to it', () => {
  let risk: Gathered | undefined;
  for (let hours = 1; hours <= 60 * 24; hours++) risk = addRisk(risk, hour(hours * HOUR, -5));
  expect(riskOf(risk!)).toBe(DETECTOR_CAP);
  expect(riskOf(addRisk(risk, hour(60 * DAY, -12, 'rarity')))).toBeCloseTo(DETECTOR_CAP + 12, 9);
});

test('below the cap a steady surprise tends to surprise / (1 - 2^(-24/72)) a day', () => {
  let risk: Gathered | undefined;
  for (let day = 1; day <= 60; day++) risk = addRisk(risk, hour(day * DAY, -7));
  expect(riskOf(risk!)).toBeCloseTo(7 / (1 - 2 ** (-1 / 3)), 3);
});

test('what has decayed to nothing is not carried along', () => {
  const before = { at: 0, byDetector: { rarity: 5, 'count-tail': 60 } };
  expect(addRisk(before, hour(70 * DAY, 0)).byDetector).toEqual({ 'count-tail': expect.closeTo(60 * 2 ** (-70 / 3), 9) as number });
});

const detectors = fc.constantFrom('count-tail', 'rarity', 'multi-bucket');
const surprises = fc.double({ min: 0, max: DETECTOR_CAP, noNaN: true });

test('risk never grows by waiting, never falls by an anomaly, and has no cliff', () => {
  const states = fc.dictionary(detectors, surprises);
  fc.assert(
    fc.property(states, fc.integer({ min: 0, max: 2_000 }), fc.double({ min: -1e3, max: 0, noNaN: true }), detectors, (byDetector, wait, logP, detector) => {
      const before = { at: 0, byDetector };
      const left = decayed({ at: 0, value: riskOf(before) }, wait * HOUR);
      const after = riskOf(addRisk(before, hour(wait * HOUR, logP, detector)));
      expect(left).toBeLessThanOrEqual(riskOf(before));
      expect(after).toBeGreaterThanOrEqual(left - 1e-5);
      expect(after - left).toBeLessThanOrEqual(Math.max(0, -logP) + 1e-9);
      expect(after).toBeLessThanOrEqual(3 * DETECTOR_CAP);
    }),
    { seed: 24, numRuns: 500 }
  );
});
