import { mean, variance } from 'simple-statistics';
import { logNormalUpperTail, normalDraw, seededRandom } from '../../maths';
import { DAY, HOUR, type Observation } from '../../model';
import { contextAt, countAt, MONDAY, NO_PEERS, SOMEONE } from '../contract/simulate';
import { figure } from '../words';
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

test('magnitudes are judged by factors: ten times the usual is as far above as a tenth is below, and the words say so', () => {
  const bytes = (hour: number, value: number): Observation => ({
    kind: 'magnitude',
    entity: SOMEONE,
    start: MONDAY + hour * HOUR,
    width: HOUR,
    value,
    events: 1,
  });
  const block = ZSCORE.blocks.empty(1);
  const state = block.at(block.add());
  const random = seededRandom(6);
  for (let hour = 0; hour < 500; hour++) {
    const obs = bytes(hour, 1e4 * Math.exp(0.7 * normalDraw(random)));
    ZSCORE.learn(state, obs, ZSCORE.score(state, obs, contextAt(obs.start)), contextAt(obs.start));
  }
  const both = (value: number): number => ZSCORE.score(state, bytes(500, value), contextAt(MONDAY + 500 * HOUR, { tail: 'both' })).logP;
  expect(both(1e5) / both(1e3)).toBeCloseTo(1, 0);
  const finding = ZSCORE.score(state, bytes(500, 1e5), contextAt(MONDAY + 500 * HOUR));
  const lines = new Map(explainZscore(finding, bytes(500, 1e5), { one: 'byte', many: 'bytes' }).arithmetic.map((line) => [line.label, line]));
  expect(logNormalUpperTail(lines.get('Distance')!.number!)).toBeCloseTo(finding.logP, 9);
  expect(lines.get('Standard deviation')!.value).toBe(`a factor of ${figure(Math.exp(lines.get('Standard deviation')!.number!))}`);
  expect(lines.get('Standard deviation')!.number!).toBeCloseTo(0.7, 1);
});
