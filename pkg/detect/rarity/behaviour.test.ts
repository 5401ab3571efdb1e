import { DAY, HOUR, type Finding, type Millis } from '../../model';
import { contextAt, MONDAY, NO_PEERS, valuesAt } from '../contract/simulate';
import type { Context, Peers } from '../detector';
import { RARITY } from './detector';
import { isOlder, rememberOlder } from './older-values';
import type { RarityState } from './state';

const PEERS: Peers = { ...NO_PEERS, members: 300, share: (value) => ({ DE: 0.9, FR: 0.1 })[value] ?? 0 };
const context = (start: Millis, peers: Peers = PEERS): Context => contextAt(start, { peers });
const log10 = (finding: Finding): number => finding.logP / Math.LN10;

function newborn(): RarityState {
  const block = RARITY.blocks.empty(1);
  return block.at(block.add());
}

function learn(state: RarityState, start: Millis, values: Readonly<Record<string, number>>, peers: Peers = PEERS): void {
  const obs = valuesAt(start, new Map(Object.entries(values)));
  RARITY.learn(state, obs, RARITY.score(state, obs, context(start, peers)), context(start, peers));
}

function judged(state: RarityState, start: Millis, values: Readonly<Record<string, number>>, peers: Peers = PEERS): Finding {
  return RARITY.score(state, valuesAt(start, new Map(Object.entries(values))), context(start, peers));
}

/** Days of eight working hours; `pick` says which value in the nth hour of work. */
function lived(days: number, pick: (n: number) => string, peers: Peers = PEERS): RarityState {
  const state = newborn();
  for (let n = 0; n < days * 8; n++) learn(state, MONDAY + Math.floor(n / 8) * DAY + (8 + (n % 8)) * HOUR, { [pick(n)]: 3 }, peers);
  return state;
}

test('the first values of a new entity are not alarming', () => {
  expect(log10(judged(newborn(), MONDAY, { DE: 5 }))).toBeGreaterThan(-0.5);
  expect(log10(judged(newborn(), MONDAY, { RU: 5 }))).toBeGreaterThan(-2);
  expect(log10(judged(newborn(), MONDAY, { RU: 5 }, NO_PEERS))).toBeGreaterThan(-1);
});

test('the longer one habit, the rarer a stranger; what peers have is rarer than habit and commoner than what nobody has', () => {
  const strangers = [1, 8, 30, 60].map((days) =>
    log10(
      judged(
        lived(days, () => 'DE'),
        MONDAY + days * DAY,
        { RU: 1 }
      )
    )
  );
  expect(strangers).toEqual([...strangers].sort((a, b) => b - a));
  expect(strangers[3]!).toBeLessThan(-3.5);
  const state = lived(60, () => 'DE');
  const at = MONDAY + 60 * DAY;
  expect(judged(state, at, { DE: 1 }).logP).toBeGreaterThan(judged(state, at, { FR: 1 }).logP);
  expect(judged(state, at, { FR: 1 }).logP).toBeGreaterThan(judged(state, at, { RU: 1 }).logP);
});

test('who meets a new value every day is not alarmed by the next', () => {
  const explorer = lived(60, (n) => (n % 3 === 0 ? `network ${n}` : 'DE'));
  expect(log10(judged(explorer, MONDAY + 60 * DAY, { 'network x': 1 }))).toBeGreaterThan(-1.5);
});

test('the least likely value decides and is named, whatever the order; it pays for the others that were met', () => {
  const state = lived(60, () => 'DE');
  const at = MONDAY + 60 * DAY;
  const finding = judged(state, at, { DE: 9, RU: 2 });
  expect(finding.value).toBe('RU');
  expect(judged(state, at, { RU: 2, DE: 9 })).toStrictEqual(finding);
  expect(finding.logP).toBeCloseTo(judged(state, at, { RU: 2 }).logP + Math.LN2, 2);
});

test('how often a value was met within the bucket does not make it familiar', () => {
  const loud = newborn();
  const quiet = newborn();
  learn(loud, MONDAY, { DE: 10_000 });
  learn(quiet, MONDAY, { DE: 1 });
  expect(judged(loud, MONDAY + HOUR, { RU: 1 }).logP).toBe(judged(quiet, MONDAY + HOUR, { RU: 1 }).logP);
});

test('what was not met for a year becomes new again by degrees', () => {
  const state = lived(10, (n) => (n < 4 ? 'FR' : 'DE'), NO_PEERS);
  const later = (months: number): number => {
    const copy = RARITY.blocks.restore(persisted(state)).at(0);
    for (let day = 10; day < 10 + months * 30; day++) for (let h = 8; h < 16; h++) learn(copy, MONDAY + day * DAY + h * HOUR, { DE: 1 }, NO_PEERS);
    return (
      judged(copy, MONDAY + (10 + months * 30) * DAY, { FR: 1 }, NO_PEERS).logP - judged(copy, MONDAY + (10 + months * 30) * DAY, { XX: 1 }, NO_PEERS).logP
    );
  };
  const familiarity = [0, 3, 6, 12].map(later);
  expect(familiarity).toEqual([...familiarity].sort((a, b) => b - a));
  expect(familiarity[0]!).toBeGreaterThan(1);
  expect(familiarity[3]!).toBeLessThan(0.01);
});

test('values that made room are still known', () => {
  const state = lived(20, (n) => `host ${n % 40}`);
  const at = MONDAY + 20 * DAY;
  const old = [...Array(40).keys()].map((n) => judged(state, at, { [`host ${n}`]: 1 }).logP);
  expect(Math.min(...old)).toBeGreaterThan(judged(state, at, { 'host x': 1 }).logP);
});

test('the filter: all that went in is found, of 10,000 strangers at most 1 in 20, and it forgets by halves', () => {
  const state = newborn();
  const random = (n: number): number => Math.floor(Math.abs(Math.sin(n + 1)) * 2 ** 52);
  for (let n = 0; n < 64; n++) rememberOlder(state, random(n), MONDAY);
  expect([...Array(64).keys()].every((n) => isOlder(state, random(n)))).toBe(true);
  const passed = [...Array(10_000).keys()].filter((n) => isOlder(state, random(n + 1_000))).length;
  expect(passed).toBeLessThan(500);
  for (let n = 64; n < 65 + 64; n++) rememberOlder(state, random(n), MONDAY);
  expect([...Array(64).keys()].filter((n) => isOlder(state, random(n))).length).toBeLessThan(16);
});

function persisted(state: RarityState): Uint8Array {
  const block = RARITY.blocks.empty(1);
  const copy = block.at(block.add());
  for (const name of Object.keys(state.columns) as (keyof RarityState['columns'])[]) copy.columns[name].set(state.columns[name]);
  return block.persist();
}
