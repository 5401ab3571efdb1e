import { poissonDraw, seededRandom } from '../../maths';
import { DAY, HOUR, MINUTE, type Finding, type Millis } from '../../model';
import { contextAt, countAt, MONDAY, NO_PEERS } from '../contract/simulate';
import { COUNT_TAIL } from '../count-tail/detector';
import type { Context, Detector, Peers } from '../detector';
import { MULTI_BUCKET } from './detector';
import { explainWindow } from './explain';

const WEEKS = 6;
const AFTER = MONDAY + WEEKS * 7 * DAY;
const PEERS: Peers = { ...NO_PEERS, members: 300, rate: 0.4, dispersion: 1, profile: new Float64Array(168).fill(0.4) };
const log10 = (finding: Finding): number => finding.logP / Math.LN10;
const contextOf = (start: Millis, width: Millis = HOUR): Context =>
  contextAt(start, { width, peers: { ...PEERS, rate: (PEERS.rate * width) / HOUR, profile: PEERS.profile.map((x) => (x * width) / HOUR) } });

/** A detector with one state that lived six weeks of Poisson counts, seed 5, and goes on from there. */
class Life<S> {
  public readonly state: S;

  public constructor(
    private readonly detector: Detector<S>,
    private readonly width: Millis,
    mean = 0.4
  ) {
    const block = detector.blocks.empty(1);
    this.state = block.at(block.add());
    const random = seededRandom(5);
    for (let t = MONDAY; t < AFTER; t += width) this.meet(t, poissonDraw(random, (mean * width) / HOUR));
  }

  /** Judges the bucket, then learns it. */
  public meet(start: Millis, count: number): Finding {
    const finding = this.judge(start, count);
    this.detector.learn(this.state, countAt(start, count, this.width), finding, contextOf(start, this.width));
    return finding;
  }

  public judge(start: Millis, count: number, tail: Context['tail'] = 'upper'): Finding {
    return this.detector.score(this.state, countAt(start, count, this.width), { ...contextOf(start, this.width), tail });
  }
}

const hours = (n: number): Millis[] => Array.from({ length: n }, (_, h) => AFTER + h * HOUR);

describe('low and slow', () => {
  test('two an hour for half a day is beyond doubt, though no hour of it is', () => {
    const window = new Life(MULTI_BUCKET, HOUR);
    const single = new Life(COUNT_TAIL, HOUR);
    const slow = hours(12);
    const found = slow.map((t) => log10(window.meet(t, 2)));
    const dull = slow.map((t) => log10(single.meet(t, 2)));
    expect(Math.min(...dull)).toBeGreaterThan(-2.5);
    expect(found[0]!).toBeGreaterThan(-1.5);
    expect(found[11]!).toBeLessThan(-4);
    expect(found[11]!).toBeLessThan(Math.min(...dull) - 2);
  });

  test('the same in buckets of five minutes: one in every sixth', () => {
    const window = new Life(MULTI_BUCKET, 5 * MINUTE);
    let last = 0;
    for (let k = 0; k < 144; k++) last = log10(window.meet(AFTER + k * 5 * MINUTE, k % 6 === 5 ? 1 : 0));
    expect(last).toBeLessThan(-3);
  });

  test('twelve days of buckets of a day: 16 where 10 are usual', () => {
    const window = new Life(MULTI_BUCKET, DAY);
    const found = Array.from({ length: 12 }, (_, day) => log10(window.meet(AFTER + day * DAY, 16)));
    expect(found[11]!).toBeLessThan(found[0]! - 1);
  });

  test('a silence of half a day, where silence is asked for', () => {
    const window = new Life(MULTI_BUCKET, HOUR, 2);
    for (const t of hours(11)) window.meet(t, 0);
    expect(log10(window.judge(AFTER + 11 * HOUR, 0, 'lower'))).toBeLessThan(-2.5);
  });
});

describe('the window', () => {
  test('what rises inside it does not raise what is expected of it', () => {
    const window = new Life(MULTI_BUCKET, HOUR);
    const before = window.judge(AFTER, 0).inputs[10]!;
    for (const t of hours(11)) window.meet(t, 4);
    const { inputs } = window.judge(AFTER + 11 * HOUR, 4);
    expect(inputs[5]!).toBeGreaterThan(1.5);
    expect(inputs[10]! / before).toBeLessThan(1.1);
  });

  test('forgets: half a day later an incident is past', () => {
    const window = new Life(MULTI_BUCKET, HOUR);
    for (const t of hours(12)) window.meet(t, 3);
    for (let h = 12; h < 24; h++) window.meet(AFTER + h * HOUR, 0);
    expect(log10(window.judge(AFTER + 24 * HOUR, 1))).toBeGreaterThan(-1);
  });

  test('a flood is named in its hour and is no more than twice the cut in the next', () => {
    const window = new Life(MULTI_BUCKET, HOUR);
    expect(log10(window.meet(AFTER, 5_000))).toBeLessThan(-20);
    const next = window.judge(AFTER + HOUR, 0);
    expect(next.inputs[8]!).toBeLessThan(25);
    expect(log10(next)).toBeGreaterThan(-6);
  });

  test('silent hours slide it as zeros do, hours without observation as time does', () => {
    const learnt = new Life(MULTI_BUCKET, HOUR);
    const skipped = new Life(MULTI_BUCKET, HOUR);
    for (const life of [learnt, skipped]) life.meet(AFTER, 6);
    MULTI_BUCKET.advance(learnt.state, AFTER + HOUR, AFTER + 8 * HOUR, 'learn', (t) => contextOf(t));
    MULTI_BUCKET.advance(skipped.state, AFTER + HOUR, AFTER + 8 * HOUR, 'skip', (t) => contextOf(t));
    const [zeros, nothing] = [learnt, skipped].map((life) => life.judge(AFTER + 8 * HOUR, 0));
    expect(zeros!.inputs[8]).toBe(nothing!.inputs[8]);
    expect(zeros!.inputs[9]!).toBeGreaterThan(nothing!.inputs[9]! + 1);
    MULTI_BUCKET.advance(skipped.state, AFTER + 8 * HOUR, AFTER + 12 * HOUR, 'skip', (t) => contextOf(t));
    expect(skipped.judge(AFTER + 12 * HOUR, 0).inputs.slice(8, 10)).toEqual([0, 0]);
  });
});

test('unremarkableBelow is the last count of the bucket that would have passed, given the window', () => {
  const window = new Life(MULTI_BUCKET, HOUR);
  for (const t of hours(2)) window.meet(t, 2);
  const at = AFTER + 2 * HOUR;
  const limit = window.judge(at, 40).unremarkableBelow!;
  expect(log10(window.judge(at, limit))).toBeGreaterThan(-3);
  expect(log10(window.judge(at, limit + 1))).toBeLessThanOrEqual(-3);
  for (let h = 2; h < 12; h++) window.meet(AFTER + h * HOUR, 4);
  expect(window.judge(AFTER + 12 * HOUR, 0).unremarkableBelow).toBeUndefined();
});

test('in words: what came in twelve hours, and the bucket as a part of it', () => {
  const window = new Life(MULTI_BUCKET, HOUR);
  for (const t of hours(11)) window.meet(t, 2);
  const finding = window.judge(AFTER + 11 * HOUR, 3);
  const { clause, arithmetic } = explainWindow(finding, countAt(AFTER + 11 * HOUR, 3), { one: 'failed sign-in', many: 'failed sign-ins' });
  expect(clause).toMatch(/^25 failed sign-ins in 12 hours; [\d.]+ were to be expected \(95 of 100 such spans: \d+ to \d+\)$/);
  const lines = new Map(arithmetic.map(({ label, number }) => [label, number]));
  expect(lines.get('Observed in 12 hours')).toBe(25);
  expect(lines.get('Of these in the last bucket')).toBe(3);
  expect(lines.get('Expected in 12 hours')).toBeCloseTo(finding.inputs[10]! * (finding.inputs[9]! + finding.expected / finding.inputs[5]!), 9);
});
