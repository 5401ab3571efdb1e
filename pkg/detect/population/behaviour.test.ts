import { poissonDraw, seededRandom } from '../../maths';
import { DAY, HOUR, type Finding, type Millis } from '../../model';
import { contextAt, countAt, MONDAY, NO_PEERS } from '../contract/simulate';
import { COUNT_TAIL } from '../count-tail/detector';
import type { Context, Detector } from '../detector';
import { POPULATION } from './detector';
import { explainPopulation } from './explain';

const WEEKS = 8;
const NEXT = MONDAY + WEEKS * 7 * DAY + 10 * HOUR;
const USERS = { one: 'user failing', many: 'users failing' };

const contextOf = (start: Millis, population: number): Context => ({ ...contextAt(start, { peers: NO_PEERS }), population });

/** A state of so many weeks in which each of `known` does it with a share of its own each hour, independently of the others. Seed 6. */
function lived<S>(detector: Detector<S>, known: number, share: (hour: number) => number): S {
  const block = detector.blocks.empty(1);
  const state = block.at(block.add());
  const random = seededRandom(6);
  for (let start = MONDAY; start < NEXT; start += HOUR) {
    const p = share(Math.floor((start - MONDAY) / HOUR) % 168);
    let count = 0;
    if (p > 0.02) for (let one = 0; one < known; one++) count += random() < p ? 1 : 0;
    else count = poissonDraw(random, known * p);
    const [obs, ctx] = [countAt(start, count), contextOf(start, known)];
    detector.learn(state, obs, detector.score(state, obs, ctx), ctx);
  }
  return state;
}

const log10 = ({ logP }: Finding): number => logP / Math.LN10;
const office = (slot: number): number => (slot < 120 && slot % 24 >= 8 && slot % 24 < 18 ? 0.5 : 0.02);

test('of 2,000 of whom a thousand are at work, 150 more are more of a surprise than to count-tail: its band is narrower by a third', () => {
  const finding = POPULATION.score(lived(POPULATION, 2_000, office), countAt(NEXT, 1_150), contextOf(NEXT, 2_000));
  const wide = COUNT_TAIL.score(lived(COUNT_TAIL, 2_000, office), countAt(NEXT, 1_150), contextOf(NEXT, 2_000));
  const [band, wideBand] = [finding, wide].map(({ interval: [low, high] }) => high - low);
  expect(band! / wideBand!).toBeLessThan(0.67);
  expect(log10(finding)).toBeLessThan(1.5 * log10(wide));
});

test('the least over-dispersion lets pass what detector.yaml says', () => {
  const inputs = [1e9, 1e6, 1e9, 1e6, 1_000, 1];
  const [here, there] = [
    POPULATION.judge([...inputs, 0.001, 1, 2_000], countAt(NEXT, 2_000), 'upper'),
    COUNT_TAIL.judge([...inputs, 0.01, 1], countAt(NEXT, 2_000), 'upper'),
  ].map(({ unremarkableBelow = 0 }) => unremarkableBelow - 1_000);
  expect([here, there]).toEqual([119, 354]);
});

test('40 of 400 users failing where four do is beyond doubt, known or not', () => {
  const state = lived(POPULATION, 400, () => 0.01);
  for (const known of [0, 400, 50_000]) expect(log10(POPULATION.score(state, countAt(NEXT, 40), contextOf(NEXT, known)))).toBeLessThan(-8);
  expect(log10(POPULATION.score(state, countAt(NEXT, 6), contextOf(NEXT, 400)))).toBeGreaterThan(-2);
});

test('nearly all is the most there can be: the interval ends there, and the whole is less of a surprise than a number without bound', () => {
  const state = lived(POPULATION, 30, () => 0.8);
  const finding = POPULATION.score(state, countAt(NEXT, 30), contextOf(NEXT, 30));
  expect(finding.interval[1]).toBeLessThanOrEqual(30);
  expect(log10(finding)).toBeGreaterThan(-3.5);
});

test('names made up for the attack, more than are known, are no less of a surprise, and the more the greater', () => {
  const state = lived(POPULATION, 40, () => 0.05);
  const found = [10, 25, 40, 41, 60, 500, 30_000].map((count) => log10(POPULATION.score(state, countAt(NEXT, count), contextOf(NEXT, 40))));
  expect(found[2]).toBeLessThan(-6);
  expect(found).toEqual(found.toSorted((a, b) => b - a));
  expect(found.every(Number.isFinite)).toBe(true);
});

test('a population met this morning bounds nothing', () => {
  const state = lived(POPULATION, 40, () => 0.05);
  const [few, none] = [19, 0].map((known) => POPULATION.score(state, countAt(NEXT, 12), contextOf(NEXT, known)));
  expect(few!.logP).toBe(none!.logP);
});

test('whole populations that rise and fall together teach it to expect that', () => {
  const random = seededRandom(2);
  let mood = 1;
  const moody = (): number => {
    mood = 0.9 * mood + 0.1 * (0.3 + 1.4 * random()) + 0.15 * (random() - 0.5);
    return Math.min(0.9, Math.max(0.05, 0.4 * mood));
  };
  const [steady, together] = [lived(POPULATION, 500, () => 0.4), lived(POPULATION, 500, moody)];
  const [calm, risen] = [steady, together].map((state) => POPULATION.score(state, countAt(NEXT, 290), contextOf(NEXT, 500)));
  expect(log10(calm!)).toBeLessThan(log10(risen!) - 1);
});

test('in words: how many of how many', () => {
  const finding = POPULATION.score(
    lived(POPULATION, 400, () => 0.01),
    countAt(NEXT, 40),
    contextOf(NEXT, 400)
  );
  const { clause, arithmetic } = explainPopulation(finding, countAt(NEXT, 40), USERS);
  expect(clause).toMatch(/^40 users failing; [\d.]+ were to be expected of 400 known \(95 of 100 such hours: \d+ to \d+\)$/);
  const lines = new Map(arithmetic.map(({ label, value, number }) => [label, { value, number }]));
  expect(lines.get('Share of them')).toEqual({ value: '10 %', number: 0.1 });
  expect(lines.get('Share expected')!.number! * lines.get('Known in all')!.number!).toBeCloseTo(finding.expected, 9);
  expect(
    ['From its own history at this hour', 'From the hours around it', 'From its peers'].reduce((sum, label) => sum + lines.get(label)!.number!, 0)
  ).toBeCloseTo(1, 12);
  expect(lines.get('Unremarkable up to')!.number).toBe(finding.unremarkableBelow);
  const unknown = POPULATION.score(
    lived(POPULATION, 400, () => 0.01),
    countAt(NEXT, 40),
    contextOf(NEXT, 0)
  );
  expect(explainPopulation(unknown, countAt(NEXT, 40), USERS).clause).toMatch(/to be expected \(95 of/);
});
