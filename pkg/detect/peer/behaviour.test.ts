import { negativeBinomialDraw, seededRandom } from '../../maths';
import { HOUR, type Finding } from '../../model';
import { contextAt, countAt, MONDAY, NO_PEERS } from '../contract/simulate';
import { COUNT_TAIL } from '../count-tail/detector';
import type { Detector, Peers } from '../detector';
import { PEER } from './detector';
import { explainPeer } from './explain';
import type { PeerState } from './state';

/** Clerks: two files an hour at work, hardly any at night; one twice as busy as the next is nothing. */
const WEEK = Float64Array.from({ length: 168 }, (_, slot) => (slot < 120 && slot % 24 >= 8 && slot % 24 < 18 ? 2 : 0.02));
const CLERKS: Peers = { ...NO_PEERS, members: 80, rate: 0.6, dispersion: 0.4, spread: 0.9, profile: WEEK };
const log10 = ({ logP }: Finding): number => logP / Math.LN10;

function newborn<S>(detector: Detector<S>): S {
  const block = detector.blocks.empty(1);
  return block.at(block.add());
}

/** Lives so many weeks; `times` says how many times the group's mean it does, by week. Seed 4. */
function lived<S>(detector: Detector<S>, weeks: number, times: (week: number) => number): S {
  const state = newborn(detector);
  const random = seededRandom(4);
  for (let hour = 0; hour < weeks * 168; hour++) {
    const mean = WEEK[hour % 168]! * times(Math.floor(hour / 168));
    const [obs, ctx] = [countAt(MONDAY + hour * HOUR, negativeBinomialDraw(random, mean, 2.5)), contextAt(MONDAY + hour * HOUR, { peers: CLERKS })];
    detector.learn(state, obs, detector.score(state, obs, ctx), ctx);
  }
  return state;
}

/** At 10 on the Monday after so many weeks. */
function judged<S>(detector: Detector<S>, state: S, count: number, weeks: number, peers = CLERKS): Finding {
  const start = MONDAY + (weeks * 168 + 10) * HOUR;
  return detector.score(state, countAt(start, count), contextAt(start, { peers }));
}

test('a newcomer is held against the group, and says that all of it is borrowed', () => {
  const finding = judged(PEER, newborn(PEER), 60, 0);
  expect(finding.borrowed).toEqual({ own: 0, neighbour: 0, peer: 1 });
  expect(finding.expected).toBe(2);
  expect(log10(finding)).toBeLessThan(-6);
  expect(log10(judged(PEER, newborn(PEER), 5, 0))).toBeGreaterThan(-1.5);
});

test('a standing that was long earned is no alarm: six times the clerks for half a year', () => {
  const manager = lived(PEER, 26, () => 6);
  expect(log10(judged(PEER, manager, 14, 26))).toBeGreaterThan(-1);
  expect(judged(PEER, manager, 14, 26).borrowed.own).toBeGreaterThan(0.9);
});

test('a boiling frog: what grows by a fifth each week its own history excuses, its group does not', () => {
  const [weeks, growth] = [14, (week: number) => (week < 4 ? 1 : 1.2 ** (week - 3))];
  const now = Math.round(2 * growth(weeks));
  const own = log10(judged(COUNT_TAIL, lived(COUNT_TAIL, weeks, growth), now, weeks));
  const group = log10(judged(PEER, lived(PEER, weeks, growth), now, weeks));
  expect(own).toBeGreaterThan(-1.3);
  expect(group).toBeLessThan(own - 0.4);
});

test('who works while the group sleeps is improbable each time: the failure that keeps it off by default', () => {
  const state = lived(PEER, 10, () => 1);
  const night = MONDAY + (10 * 168 + 3) * HOUR;
  expect(log10(PEER.score(state, countAt(night, 8), contextAt(night, { peers: CLERKS })))).toBeLessThan(-4);
});

test.each([
  ['nobody', NO_PEERS],
  ['four', { ...CLERKS, members: 4 }],
])('with %s in the group nothing is claimed, and nothing of it learnt', (_, peers) => {
  const finding = judged(PEER, newborn(PEER), 500, 0, peers);
  expect(finding.logP).toBe(-Math.LN2);
  expect(explainPeer(finding, countAt(MONDAY, 500), { one: 'file', many: 'files' }).clause).toBe('500 files; no group to compare it with yet');
});

test('one flood does not become a standing', () => {
  const state = lived(PEER, 4, () => 1);
  const before = judged(PEER, state, 30, 4).logP;
  const [at, ctx] = [MONDAY + 4 * 168 * HOUR, contextAt(MONDAY + 4 * 168 * HOUR, { peers: CLERKS })];
  PEER.learn(state, countAt(at, 90_000), PEER.score(state, countAt(at, 90_000), ctx), ctx);
  expect(judged(PEER, state, 30, 4).logP / before).toBeGreaterThan(0.8);
});

test('in words: of how many like it, and how it stands among them', () => {
  const state: PeerState = lived(PEER, 8, () => 3);
  const finding = judged(PEER, state, 40, 8);
  const { clause, arithmetic } = explainPeer(finding, countAt(MONDAY, 40), { one: 'file', many: 'files' });
  expect(clause).toMatch(/^40 files; [\d.]+ were to be expected of one of 80 like it \(95 of 100 such hours: 0 to \d+\)$/);
  const lines = new Map(arithmetic.map(({ label, number }) => [label, number!]));
  expect(lines.get('Its standing in the group')! * lines.get('A member of its group, on average')!).toBeCloseTo(finding.expected, 9);
  expect(lines.get('From its own standing')! + lines.get('From its peers')!).toBeCloseTo(1, 12);
});
