import { mean, variance } from 'simple-statistics';
import { logNormalUpperTail, normalDraw, seededRandom } from '../../maths';
import { DAY, HOUR, type Finding, type Observation } from '../../model';
import { contextAt, countAt, MONDAY, NO_PEERS, SOMEONE } from '../contract/simulate';
import { ZSCORE } from './detector';
import { explainZscore } from './explain';

test('on a short history it is the textbook: plain mean and variance of all values, and the normal tail', () => {
  const random = seededRandom(5);
  const values = Array.from({ length: 300 }, () => Math.floor(20 * random()));
  const block = ZSCORE.blocks.empty(1);
  const state = block.at(block.add());
  values.forEach((value, h) => {
    const obs = countAt(MONDAY + h * HOUR, value);
    const ctx = contextAt(obs.start);
    ZSCORE.learn(state, obs, ZSCORE.score(state, obs, ctx), ctx);
  });
  const at = MONDAY + 300 * HOUR;
  const finding = ZSCORE.score(state, countAt(at, Math.ceil(mean(values) + 3 * Math.sqrt(variance(values)))), contextAt(at));
  expect(finding.expected).toBeCloseTo(mean(values), 9);
  expect((finding.interval[1] - finding.expected) / 1.959963984540054).toBeCloseTo(Math.sqrt(variance(values)), 9);
  expect(Math.exp(finding.logP)).toBeGreaterThan(0.0005);
  expect(Math.exp(finding.logP)).toBeLessThan(0.00135);
});

test('without peers the first three values are not judged; with peers the first is', () => {
  const block = ZSCORE.blocks.empty(1);
  const state = block.at(block.add());
  expect(Math.exp(ZSCORE.score(state, countAt(MONDAY, 1_000), contextAt(MONDAY)).logP)).toBeCloseTo(0.5, 12);
  const peers = { ...NO_PEERS, members: 20, rate: 1, dispersion: 0.5 };
  expect(ZSCORE.score(state, countAt(MONDAY, 1_000), contextAt(MONDAY, { peers })).logP).toBeLessThan(-1_000);
});

test('a silent entity has a standard deviation of one half: one event is dull, five are not', () => {
  const block = ZSCORE.blocks.empty(1);
  const state = block.at(block.add());
  ZSCORE.advance(state, MONDAY, MONDAY + 30 * DAY, 'learn', contextAt);
  const at = MONDAY + 30 * DAY;
  expect(Math.exp(ZSCORE.score(state, countAt(at, 1), contextAt(at)).logP)).toBeCloseTo(0.02275, 4);
  expect(ZSCORE.score(state, countAt(at, 5), contextAt(at)).unremarkableBelow).toBeCloseTo(0.5 * 3.0902, 3);
});

test('single events of one bucket are judged one after the other', () => {
  const block = ZSCORE.blocks.empty(1);
  const state = block.at(block.add());
  for (const value of [10, 12, 11, 9, 10]) {
    const obs = { kind: 'single', entity: SOMEONE, start: MONDAY, width: HOUR, eventId: String(value), value } as const;
    ZSCORE.learn(state, obs, ZSCORE.score(state, obs, contextAt(MONDAY)), contextAt(MONDAY));
  }
  expect(ZSCORE.score(state, countAt(MONDAY, 10), contextAt(MONDAY)).expected).toBeCloseTo(10.4, 12);
});

const gauge = (hour: number, value: number): Observation => ({
  kind: 'magnitude',
  entity: SOMEONE,
  start: MONDAY + hour * HOUR,
  width: HOUR,
  value,
  events: 1,
});

/** A gauge that lived 500 hours around -3.5, in a unit of so many. Seed 6. */
function lived(unit: number): ReturnType<typeof ZSCORE.blocks.empty> {
  const block = ZSCORE.blocks.empty(1);
  const state = block.at(block.add());
  const random = seededRandom(6);
  for (let hour = 0; hour < 500; hour++) {
    const obs = gauge(hour, unit * (-3.5 + 0.7 * normalDraw(random)));
    ZSCORE.learn(state, obs, ZSCORE.score(state, obs, contextAt(obs.start)), contextAt(obs.start));
  }
  return block;
}

test('a gauge has any unit and may be below zero: its p is the same in thousandths, and the words give it in its own', () => {
  const judged = (unit: number, value: number): Finding => ZSCORE.score(lived(unit).at(0), gauge(500, unit * value), contextAt(MONDAY + 500 * HOUR));
  for (const value of [-3.5, -1, 0, 4]) expect(judged(1_000, value).logP).toBeCloseTo(judged(1, value).logP, 9);
  expect(judged(1, -1).logP).toBeLessThan(Math.log(1e-3));
  const finding = judged(1, 0);
  const { clause, arithmetic } = explainZscore(finding, gauge(500, 0), { one: 'degree', many: 'degrees' });
  const lines = new Map(arithmetic.map((line) => [line.label, line]));
  expect(logNormalUpperTail(lines.get('Distance')!.number!)).toBeCloseTo(finding.logP, 9);
  expect(lines.get('Standard deviation')!.number!).toBeCloseTo(0.7, 1);
  expect(clause).toMatch(/^0 degrees; -3\.\d+ expected \(95 of 100 such hours: -[\d.]+ to -[\d.]+\)$/);
});

test('a gauge that never moved is left by more than a hundredth of itself, and zero by anything', () => {
  const constant = (value: number, next: number): number => {
    const block = ZSCORE.blocks.empty(1);
    const state = block.at(block.add());
    for (let hour = 0; hour < 100; hour++) {
      ZSCORE.learn(state, gauge(hour, value), ZSCORE.score(state, gauge(hour, value), contextAt(MONDAY)), contextAt(MONDAY));
    }
    return ZSCORE.score(state, gauge(100, next), contextAt(MONDAY + 100 * HOUR)).logP;
  };
  expect(constant(8e9, 8.001e9)).toBeGreaterThan(Math.log(0.4));
  expect(constant(8e9, 9e9)).toBeLessThan(Math.log(1e-6));
  expect(constant(0, 1e-9)).toBeLessThan(-100);
  expect(constant(0, 0)).toBeCloseTo(-Math.LN2, 12);
});
