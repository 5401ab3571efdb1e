import { normalDraw, seededRandom } from '../../maths';
import { DAY, HOUR, type Finding, type Millis } from '../../model';
import { amountAt, contextAt, countAt, MONDAY, NO_PEERS } from '../contract/simulate';
import type { Context, Peers } from '../detector';
import { VALUE_TAIL } from './detector';
import { explainValueTail } from './explain';
import type { ValueTailState } from './state';

/** Customers who pay around 20 euros (in cents), apart by a factor of two, each within a factor of two of its own usual. */
const CUSTOMERS: Peers = { ...NO_PEERS, members: 300, logs: { members: 300, mean: Math.log(2_000), between: 0.5, within: 0.5 } };
const log10 = (finding: Finding): number => finding.logP / Math.LN10;
const contextOf = (start: Millis, peers: Peers): Context => contextAt(start, { peers });

function newborn(): ValueTailState {
  const block = VALUE_TAIL.blocks.empty(1);
  return block.at(block.add());
}

/** A state that had so many payments, one every six hours, seed 9. */
function lived(payments: number, draw: (random: () => number) => number, peers: Peers = CUSTOMERS): ValueTailState {
  const state = newborn();
  const random = seededRandom(9);
  for (let k = 0; k < payments; k++) meet(state, MONDAY + k * 6 * HOUR, Math.round(draw(random)), peers);
  return state;
}

function meet(state: ValueTailState, start: Millis, value: number, peers: Peers = CUSTOMERS): void {
  const [obs, ctx] = [amountAt(start, value), contextOf(start, peers)];
  VALUE_TAIL.learn(state, obs, VALUE_TAIL.score(state, obs, ctx), ctx);
}

function judged(
  state: ValueTailState,
  value: number,
  more: { readonly peers?: Peers; readonly tail?: Context['tail']; readonly start?: Millis } = {}
): Finding {
  const start = more.start ?? Math.max(MONDAY, state.columns.next[state.index]!) + HOUR;
  return VALUE_TAIL.score(state, amountAt(start, value), { ...contextOf(start, more.peers ?? CUSTOMERS), tail: more.tail ?? 'upper' });
}

const USUAL = (random: () => number): number => 2_000 * Math.exp(0.5 * normalDraw(random));

describe('an entity seen for the first time', () => {
  test('without peers the first value is dull, and the second is where it differs by less than hundreds', () => {
    expect(judged(newborn(), 5_000_000, { peers: NO_PEERS }).logP).toBeCloseTo(-Math.LN2, 12);
    const once = lived(1, () => 2_000, NO_PEERS);
    expect(log10(judged(once, 20_000, { peers: NO_PEERS }))).toBeGreaterThan(-1.3);
    expect(log10(judged(once, 5_000_000, { peers: NO_PEERS }))).toBeLessThan(-1.7);
  });

  test('with peers it is held against them, and says so', () => {
    const finding = judged(newborn(), 200_000);
    expect(finding.borrowed.peer).toBe(1);
    expect(finding.expected).toBeCloseTo(1_999, 6);
    expect(log10(finding)).toBeLessThan(-2);
    expect(log10(judged(newborn(), 6_000))).toBeGreaterThan(-1.5);
  });

  test('after a dozen values its own usual decides: a merchant among customers is no alarm', () => {
    const merchant = lived(12, (random) => 100 * USUAL(random));
    const finding = judged(merchant, 250_000);
    expect(log10(finding)).toBeGreaterThan(-1);
    expect(finding.borrowed.own).toBeGreaterThan(0.9);
    expect(finding.expected).toBeGreaterThan(80_000);
  });
});

describe('factors, not steps', () => {
  const state = lived(200, USUAL);

  test('thirty times the usual is an alarm, twice is not', () => {
    expect(log10(judged(state, 4_000))).toBeGreaterThan(-1.5);
    expect(log10(judged(state, 60_000))).toBeLessThan(-4);
  });

  test('where both tails are unusual a thirtieth is as far as thirty times', () => {
    const usual = judged(state, 1).expected;
    const [above, below] = [usual * 30, usual / 30].map((value) => judged(state, value, { tail: 'both' }).logP);
    expect(above! / below!).toBeGreaterThan(0.95);
    expect(above! / below!).toBeLessThan(1.05);
    expect(judged(state, usual / 30, { tail: 'lower' }).logP).toBeCloseTo(below! - Math.LN2, 9);
  });

  test('unremarkableBelow is where the alarm begins', () => {
    const limit = judged(state, 60_000).unremarkableBelow!;
    expect(log10(judged(state, limit))).toBeCloseTo(-3, 8);
    expect(limit).toBeGreaterThan(4_000);
  });

  test('who always pays the same is not alarmed by ten per cent more, and is by ten times', () => {
    const rent = lived(60, () => 90_000);
    expect(log10(judged(rent, 99_000))).toBeGreaterThan(-1);
    expect(log10(judged(rent, 900_000))).toBeLessThan(-3);
  });
});

describe('change and poison', () => {
  test('one transfer of a thousand times the usual does not hide the next', () => {
    const state = lived(100, USUAL);
    const before = judged(state, 100_000).logP;
    meet(state, MONDAY + 101 * 6 * HOUR, 2_000_000);
    expect(judged(state, 100_000).logP / before).toBeGreaterThan(0.8);
  });

  test('a rise that stays is the usual within weeks', () => {
    const state = lived(100, USUAL);
    for (let k = 0; k < 100; k++) meet(state, MONDAY + (100 + k) * 6 * HOUR, 8_000);
    expect(judged(state, 8_000).expected).toBeGreaterThan(3_500);
    expect(log10(judged(state, 16_000))).toBeGreaterThan(-2);
  });

  test('a year of silence forgets the spread and leans on the peers again', () => {
    const merchant = lived(200, (random) => 100 * USUAL(random));
    const end = merchant.columns.next[merchant.index]!;
    VALUE_TAIL.advance(merchant, end, end + 365 * DAY, 'skip', (t) => contextOf(t, CUSTOMERS));
    const late = judged(merchant, 200_000, { start: end + 366 * DAY });
    expect(late.borrowed.peer).toBeGreaterThan(0.5);
    expect(late.expected).toBeLessThan(50_000);
  });
});

test('a count is refused: count-tail judges those', () => {
  const count = countAt(MONDAY, 3);
  expect(() => VALUE_TAIL.score(newborn(), count, contextOf(MONDAY, CUSTOMERS))).toThrow(/^observation: expected a magnitude or a single value, got count/);
});

test('in words: how many times the usual, and the largest so far', () => {
  const state = lived(200, USUAL);
  const obs = amountAt(MONDAY + 300 * DAY, 60_000);
  const finding = VALUE_TAIL.score(state, obs, contextOf(obs.start, CUSTOMERS));
  const { clause, arithmetic } = explainValueTail(finding, obs, { one: 'cent', many: 'cents' });
  expect(clause).toMatch(/^60,000 cents; [\d.]+ times the usual [\d,]+ \(95 of 100: \d+ to [\d,]+\)$/);
  const lines = new Map(arithmetic.map(({ label, number }) => [label, number]));
  expect(lines.get('Ratio to the usual')! * (finding.expected + 1)).toBeCloseTo(60_001, 6);
  expect(lines.get('Largest so far')).toBeGreaterThan(lines.get('Usual')!);
  expect(lines.get('From its own history')! + lines.get('From its peers')!).toBeCloseTo(1, 12);
  const first = VALUE_TAIL.score(newborn(), obs, contextOf(obs.start, NO_PEERS));
  expect(explainValueTail(first, obs, { one: 'cent', many: 'cents' }).clause).toBe('60,000 cents; nothing to compare it with yet');
});
