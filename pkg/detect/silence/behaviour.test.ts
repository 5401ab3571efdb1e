import { poissonDraw, seededRandom } from '../../maths';
import { DAY, HOUR, MINUTE, type Finding, type Millis } from '../../model';
import { contextAt, countAt, MONDAY, NO_PEERS } from '../contract/simulate';
import type { Context } from '../detector';
import { SILENCE } from './detector';
import { explainSilence } from './explain';
import type { SilenceState } from './state';

const WEEK = 7 * DAY;
const log10 = (finding: Finding): number => finding.logP / Math.LN10;
const EVENT = { one: 'event', many: 'events' };

interface Source {
  readonly state: SilenceState;
  readonly width: Millis;
  next: Millis;
}

/** A source that sent by a mean an hour for some weeks, seed 5. */
function sending(weeks: number, mean: (slot: number, hour: number) => number, width: Millis = HOUR): Source {
  const block = SILENCE.blocks.empty(1);
  const source: Source = { state: block.at(block.add()), width, next: MONDAY };
  const random = seededRandom(5);
  while (source.next < MONDAY + weeks * WEEK) {
    const hour = Math.floor((source.next - MONDAY) / HOUR);
    meet(source, poissonDraw(random, (mean(hour % 168, hour) * width) / HOUR));
  }
  return source;
}

const contextOf = ({ width, next }: Source): Context => contextAt(next, { width, tail: 'lower', peers: NO_PEERS });

function judged(source: Source, count = 0): Finding {
  return SILENCE.score(source.state, countAt(source.next, count, source.width), contextOf(source));
}

function meet(source: Source, count: number): void {
  SILENCE.learn(source.state, countAt(source.next, count, source.width), judged(source, count), contextOf(source));
  source.next += source.width;
}

/** -log10 p, bucket by bucket, of a silence that begins now. */
function silence(source: Source, buckets: number): number[] {
  return Array.from({ length: buckets }, () => {
    const p = -log10(judged(source));
    meet(source, 0);
    return p;
  });
}

test('a busy source is missed within the hour, within minutes where it is asked by five minutes', () => {
  expect(
    silence(
      sending(3, () => 2_000),
      1
    )[0]
  ).toBeGreaterThan(5);
  const byMinutes = silence(
    sending(1, () => 600, 5 * MINUTE),
    3
  );
  expect(byMinutes[0]).toBeGreaterThan(3);
  expect(byMinutes[2]).toBeGreaterThan(byMinutes[0]! + 1);
});

test('a quiet one is missed when enough was to be expected, and more and more', () => {
  const missed = silence(
    sending(4, () => 1),
    24
  );
  expect(missed[2]).toBeLessThan(2);
  expect(missed[11]).toBeGreaterThan(2.2);
  for (let hour = 3; hour < 24; hour++) expect(missed[hour]).toBeGreaterThan(missed[hour - 3]!);
});

test('nights and weekends are no silence: work hours count', () => {
  const office = (slot: number): number => (slot < 120 && slot % 24 >= 8 && slot % 24 < 18 ? 12 : 0);
  const source = sending(6, office);
  const weekend = silence(source, 8);
  expect(Math.max(...weekend)).toBeLessThan(1.5);
  expect(Math.max(...silence(source, 6))).toBeGreaterThan(4);
});

test('who comes in bunches is not missed between them', () => {
  const bunches = sending(10, (_, hour) => (hour % 48 < 2 ? 30 : 0.01));
  const steady = sending(10, () => 60 / 48);
  const [paused, missed] = [silence(bunches, 40), silence(steady, 40)];
  expect(Math.max(...paused)).toBeLessThan(2.5);
  expect(Math.max(...missed)).toBeGreaterThan(5);
});

test('the silence does not become the new normal while it is judged; after two weeks it is given up', () => {
  const source = sending(4, () => 10);
  const missed = silence(source, 16 * 24);
  expect(missed[13 * 24]).toBeGreaterThan(missed[24]!);
  expect(missed[14 * 24 + 1]).toBeCloseTo(0, 12);
  meet(source, 9);
  expect(judged(source, 9).logP).toBe(0);
  expect(source.state.columns.since[0]).toBe(0);
});

test('an outage that was lived through makes the next one of its length less of a surprise', () => {
  const calm = sending(8, () => 3);
  const broken = sending(8, (_, hour) => ([430, 777, 1_090].some((from) => hour >= from && hour < from + 10) ? 0 : 3));
  expect(Math.max(...silence(broken, 8))).toBeLessThan(Math.max(...silence(calm, 8)) / 1.5);
});

test('an event is no silence, and an unknown entity is not missed', () => {
  expect(
    judged(
      sending(3, () => 50),
      1
    ).logP
  ).toBe(0);
  expect(
    silence(
      sending(0, () => 0),
      1
    )[0]
  ).toBeLessThan(0.5);
});

test('in words: for how long, and what was to be expected', () => {
  const source = sending(4, () => 10);
  silence(source, 5);
  const { clause, arithmetic } = explainSilence(judged(source), countAt(source.next, 0), EVENT);
  expect(clause).toMatch(/^no event for 6 hours; \d+ were to be expected meanwhile$/);
  const lines = new Map(arithmetic.map(({ label, number }) => [label, number]));
  expect(lines.get('Silent for')).toBe(6 * HOUR);
  expect(lines.get('From its own history at this hour')! + lines.get('From the hours around it')! + lines.get('From its peers')!).toBeCloseTo(1, 12);
  expect(explainSilence(judged(source, 3), countAt(source.next, 3), EVENT).clause).toBe('3 events: it is not silent');
});
