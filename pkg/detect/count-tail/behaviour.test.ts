import { poissonDraw, seededRandom } from '../../maths';
import { DAY, HOUR, MINUTE, type Finding, type Millis } from '../../model';
import { contextAt, countAt, MONDAY, NO_PEERS } from '../contract/simulate';
import type { Context, Peers } from '../detector';
import { COUNT_TAIL } from './detector';
import type { CountTailState } from './state';

const WEEK = 7 * DAY;
const log10 = (finding: Finding): number => finding.logP / Math.LN10;

/** Addresses that rarely fail to sign in. */
const ADDRESSES: Peers = { ...NO_PEERS, members: 300, rate: 0.05, dispersion: 2, profile: new Float64Array(168).fill(0.05) };

function newborn(): CountTailState {
  const block = COUNT_TAIL.blocks.empty(1);
  return block.at(block.add());
}

interface Life {
  readonly weeks: number;
  readonly mean: (slot: number, hour: number) => number;
  readonly width?: Millis;
  readonly context?: (start: Millis) => Context;
  readonly seed?: number;
}

/** A state that lived so, hour by hour from Monday on, and the context of what comes next. */
function lived({ weeks, mean, width = HOUR, context = (start) => contextAt(start, { width, peers: ADDRESSES }), seed = 1 }: Life): CountTailState {
  const state = newborn();
  const random = seededRandom(seed);
  for (let t = MONDAY; t < MONDAY + weeks * WEEK; t += width) {
    const hour = Math.floor((t - MONDAY) / HOUR);
    const obs = countAt(t, poissonDraw(random, (mean(hour % 168, hour) * width) / HOUR), width);
    COUNT_TAIL.learn(state, obs, COUNT_TAIL.score(state, obs, context(t)), context(t));
  }
  return state;
}

function judged(state: CountTailState, start: Millis, count: number, more: Partial<Context> = {}): Finding {
  const width = more.width ?? HOUR;
  return COUNT_TAIL.score(state, countAt(start, count, width), { ...contextAt(start, { width, peers: ADDRESSES }), ...more });
}

const OFFICE = (slot: number): number => (slot < 120 && slot % 24 >= 9 && slot % 24 < 17 ? 6 : 0.02);

describe('bursts that fill several narrow buckets', () => {
  const attacked = (width: Millis): CountTailState => {
    const state = lived({ weeks: 1, mean: () => 2, width });
    const context = (start: Millis): Context => contextAt(start, { width, peers: ADDRESSES });
    for (let t = MONDAY + WEEK; t < MONDAY + 2 * WEEK; t += width) {
      const obs = countAt(t, (t % DAY) - 3 * HOUR < 5 * MINUTE && t % DAY >= 3 * HOUR ? 30 : 0, width);
      COUNT_TAIL.learn(state, obs, COUNT_TAIL.score(state, obs, context(t)), context(t));
    }
    return state;
  };

  test('after a week with five such minutes a night, the next night is beyond doubt, and so is another hour', () => {
    const state = attacked(MINUTE);
    const at = (hour: number): number => log10(judged(state, MONDAY + 2 * WEEK + hour * HOUR, 30, { width: MINUTE }));
    expect(at(15)).toBeLessThan(-15);
    expect(at(3)).toBeLessThan(-8);
  });
});

describe('an entity seen for the first time', () => {
  test('one event is dull, 46 against peers that have 0.05 an hour are beyond doubt', () => {
    expect(log10(judged(newborn(), MONDAY, 1))).toBeGreaterThan(-2);
    expect(log10(judged(newborn(), MONDAY, 46))).toBeLessThan(-10);
    expect(judged(newborn(), MONDAY, 46).borrowed.peer).toBe(1);
  });

  test('without peers nobody can tell: 46 are not an alarm', () => {
    expect(log10(judged(newborn(), MONDAY, 46, { peers: NO_PEERS }))).toBeGreaterThan(-3);
  });

  test('in a minute of its first hour 46 are as clear', () => {
    const peers = { ...ADDRESSES, rate: 0.05 / 60, profile: new Float64Array(168).fill(0.05 / 60) };
    expect(log10(judged(newborn(), MONDAY, 46, { peers, width: MINUTE }))).toBeLessThan(-10);
  });

  test('in days the expectation becomes its own', () => {
    const shares = [1, 2, 6, 12].map((weeks) => judged(lived({ weeks, mean: () => 5 }), MONDAY + weeks * WEEK, 5).borrowed);
    expect(shares.map(({ peer }) => peer)).toEqual([...shares.map(({ peer }) => peer)].sort((a, b) => b - a));
    expect(shares[2]!.own).toBeGreaterThan(0.6);
    expect(shares[3]!.peer).toBeLessThan(0.07);
  });
});

describe('the rhythm of the week', () => {
  const state = lived({ weeks: 6, mean: OFFICE });
  const monday = MONDAY + 6 * WEEK;

  test('the same count is dull at 11 and an alarm at 03:00 and on Sunday', () => {
    expect(log10(judged(state, monday + 11 * HOUR, 9))).toBeGreaterThan(-1.5);
    expect(log10(judged(state, monday + 3 * HOUR, 9))).toBeLessThan(-6);
    expect(log10(judged(state, monday + 6 * DAY + 11 * HOUR, 9))).toBeLessThan(-6);
  });

  test('a lower tail asks the other way round: silence at 11 on a Tuesday', () => {
    const silence = judged(state, monday + DAY + 11 * HOUR, 0, { tail: 'lower' });
    expect(log10(silence)).toBeLessThan(-1.5);
    expect(silence.unremarkableBelow).toBeUndefined();
    expect(judged(state, monday + DAY + 11 * HOUR, 0, { tail: 'both' }).logP).toBeCloseTo(silence.logP + Math.LN2, 12);
  });

  test('a holiday is held against Sundays and does not wear the slot out', () => {
    const holiday = { ...contextAt(monday + 11 * HOUR, { peers: ADDRESSES }), calendar: { holiday: true } };
    const expected = COUNT_TAIL.score(state, countAt(monday + 11 * HOUR, 0), holiday).expected;
    expect(expected).toBeLessThan(0.5);
    const week = lived({
      weeks: 7,
      mean: (slot, hour) => (hour >= 1008 && slot < 24 ? 0 : OFFICE(slot)),
      context: (t) => ({ ...contextAt(t, { peers: ADDRESSES }), calendar: { holiday: t >= monday && t < monday + DAY } }),
    });
    expect(judged(week, monday + WEEK + 11 * HOUR, 5).expected).toBeGreaterThan(4);
  });

  test('the clocks change: an hour met twice and one left out move nothing by a fifth', () => {
    const shifted = (t: Millis): Context => {
      const summer = t >= MONDAY + 2 * WEEK && t < MONDAY + 4 * WEEK;
      return { ...contextAt(t, { peers: ADDRESSES }), slot: contextAt(t + (summer ? HOUR : 0)).slot };
    };
    const state = lived({ weeks: 6, mean: (slot, hour) => OFFICE(hour >= 336 && hour < 672 ? (slot + 1) % 168 : slot), context: shifted });
    const straight = lived({ weeks: 6, mean: OFFICE });
    for (const hour of [9, 12, 16]) {
      expect(judged(state, monday + hour * HOUR, 5).expected / judged(straight, monday + hour * HOUR, 5).expected).toBeGreaterThan(0.8);
      expect(judged(state, monday + hour * HOUR, 5).expected / judged(straight, monday + hour * HOUR, 5).expected).toBeLessThan(1.25);
    }
  });
});

describe('change', () => {
  test('a new role of three times the work is followed within days, not hours', () => {
    const at = (weeks: number): number => judged(lived({ weeks, mean: (_, hour) => (hour < 6 * 168 ? 4 : 12) }), MONDAY + weeks * WEEK, 12).expected;
    expect(at(6)).toBeLessThan(5);
    expect(at(6 + 2 / 168)).toBeLessThan(6);
    expect(at(6 + 4 / 7)).toBeGreaterThan(7);
    expect(at(8)).toBeGreaterThan(10.5);
  });

  test('one flood does not raise what is expected next day', () => {
    const state = lived({ weeks: 6, mean: () => 2 });
    const before = judged(state, MONDAY + 6 * WEEK, 2).expected;
    const flood = countAt(MONDAY + 6 * WEEK, 50_000);
    const ctx = contextAt(flood.start, { peers: ADDRESSES });
    COUNT_TAIL.learn(state, flood, COUNT_TAIL.score(state, flood, ctx), ctx);
    COUNT_TAIL.advance(state, flood.start + HOUR, flood.start + 30 * HOUR, 'skip', (t) => contextAt(t, { peers: ADDRESSES }));
    expect(judged(state, flood.start + 30 * HOUR, 2).expected / before).toBeLessThan(1.5);
  });

  test('a dormant account that wakes with five sign-ins is an alarm', () => {
    const state = lived({ weeks: 4, mean: OFFICE });
    COUNT_TAIL.advance(state, MONDAY + 4 * WEEK, MONDAY + 16 * WEEK, 'learn', (t) => contextAt(t, { peers: ADDRESSES }));
    expect(log10(judged(state, MONDAY + 16 * WEEK + 11 * HOUR, 5))).toBeLessThan(-4);
  });
});

describe('widths', () => {
  test('a narrower bucket expects its share of the hour', () => {
    const hourly = judged(lived({ weeks: 6, mean: () => 6 }), MONDAY + 6 * WEEK, 5).expected;
    const peers = { ...ADDRESSES, rate: ADDRESSES.rate / 12, profile: ADDRESSES.profile.map((x) => x / 12) };
    const five = lived({ weeks: 6, mean: () => 6, width: 5 * MINUTE, context: (t) => contextAt(t, { width: 5 * MINUTE, peers }) });
    const narrow = judged(five, MONDAY + 6 * WEEK, 1, { width: 5 * MINUTE, peers }).expected;
    expect((narrow * 12) / hourly).toBeGreaterThan(0.85);
    expect((narrow * 12) / hourly).toBeLessThan(1.15);
  });

  test('a day expects a day, and weekends are theirs', () => {
    const peers = { ...ADDRESSES, rate: ADDRESSES.rate * 24 };
    const days = lived({ weeks: 8, mean: (slot) => (slot < 120 ? 2 : 0.1), width: DAY, context: (t) => contextAt(t, { width: DAY, peers }) });
    const expected = (day: number): number => judged(days, MONDAY + 8 * WEEK + day * DAY, 10, { width: DAY, peers }).expected;
    expect(expected(2)).toBeGreaterThan(40);
    expect(expected(2)).toBeLessThan(56);
    expect(expected(5)).toBeLessThan(6);
  });

  test('ninety silent days of 5-minute buckets pass in well under a second', () => {
    const ctx = contextAt(MONDAY, { width: 5 * MINUTE, peers: ADDRESSES });
    const state = newborn();
    const begun = process.cpuUsage();
    COUNT_TAIL.advance(state, MONDAY, MONDAY + 90 * DAY, 'learn', () => ctx);
    expect(process.cpuUsage(begun).user).toBeLessThan(1_000_000); // microseconds of processor time, so that a busy machine passes; 16 ms in the bench
  });
});

test('unremarkableBelow is the last count that would have passed', () => {
  const state = lived({ weeks: 6, mean: OFFICE });
  const night = MONDAY + 6 * WEEK + 3 * HOUR;
  const limit = judged(state, night, 20).unremarkableBelow!;
  expect(judged(state, night, limit).logP).toBeGreaterThan(Math.log(1e-3));
  expect(judged(state, night, limit + 1).logP).toBeLessThanOrEqual(Math.log(1e-3));
});
