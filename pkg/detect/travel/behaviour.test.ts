import { DAY, HOUR, MINUTE, type Finding, type Millis } from '../../model';
import { contextAt, MONDAY, NO_PEERS, valuesAt } from '../contract/simulate';
import type { Peers } from '../detector';
import { TRAVEL } from './detector';
import { explainTravel } from './explain';
import type { TravelState } from './state';

const [VIENNA, SYDNEY, LONDON, GRAZ] = ['48.2,16.4', '-33.9,151.2', '51.5,-0.1', '47.1,15.4'];
/** A hundred colleagues in Vienna; a third of them leave through a gateway in London. */
const COLLEAGUES: Peers = { ...NO_PEERS, members: 100, share: (place) => ({ [VIENNA]: 0.98, [LONDON]: 0.3, [GRAZ]: 0.1 })[place] ?? 0 };
const log10 = (finding: Finding): number => finding.logP / Math.LN10;

class Person {
  public readonly state: TravelState;
  public now: Millis = MONDAY;

  /** Signs in in Vienna every four hours for some days. */
  public constructor(days: number) {
    const block = TRAVEL.blocks.empty(1);
    this.state = block.at(block.add());
    for (let visit = 0; visit < days * 6; visit++) this.meet(4 * HOUR, VIENNA);
  }

  public judged(after: Millis, ...places: readonly string[]): Finding {
    const start = this.now + after;
    return TRAVEL.score(
      this.state,
      valuesAt(start, new Map(places.map((place) => [place, 1])), MINUTE),
      contextAt(start, { width: MINUTE, peers: COLLEAGUES })
    );
  }

  public meet(after: Millis, ...places: readonly string[]): void {
    const start = this.now + after;
    const ctx = contextAt(start, { width: MINUTE, peers: COLLEAGUES });
    const obs = valuesAt(start, new Map(places.map((place) => [place, 1])), MINUTE);
    TRAVEL.learn(this.state, obs, TRAVEL.score(this.state, obs, ctx), ctx);
    this.now = start;
  }
}

test('Sydney an hour after Vienna is an alarm; two days after it is a journey', () => {
  const person = new Person(30);
  expect(log10(person.judged(HOUR, SYDNEY))).toBeLessThan(-4);
  expect(person.judged(2 * DAY, SYDNEY).logP).toBe(0);
});

test('both in one minute are an alarm whatever their order', () => {
  expect(log10(new Person(30).judged(2 * DAY, SYDNEY, VIENNA))).toBeLessThan(-4);
  expect(new Person(30).judged(2 * DAY, VIENNA, SYDNEY)).toEqual(new Person(30).judged(2 * DAY, SYDNEY, VIENNA));
});

test('a gateway that colleagues use costs less than a place nobody was seen at; a town near by costs nothing', () => {
  const person = new Person(30);
  expect(log10(person.judged(MINUTE, LONDON)) - log10(person.judged(MINUTE, SYDNEY))).toBeGreaterThan(0.5);
  expect(person.judged(MINUTE, GRAZ).logP).toBe(0);
});

test('who jumps daily is dull, also to a new place less of an alarm than who never did', () => {
  const person = new Person(30);
  for (let day = 0; day < 30; day++) {
    person.meet(10 * MINUTE, LONDON);
    person.meet(10 * MINUTE, VIENNA);
  }
  expect(log10(person.judged(10 * MINUTE, LONDON))).toBeGreaterThan(-2);
  expect(log10(person.judged(10 * MINUTE, SYDNEY))).toBeGreaterThan(log10(new Person(30).judged(10 * MINUTE, SYDNEY)) + 0.3);
});

test('the first place of all is no journey, and what is no place is not accepted', () => {
  expect(new Person(0).judged(HOUR, SYDNEY).logP).toBe(0);
  expect(TRAVEL.accepts!(valuesAt(MONDAY, new Map([['AU', 1]])))).toBe(false);
  expect(new Person(30).judged(HOUR, 'unknown', SYDNEY).value).toBe(SYDNEY);
});

test('in words: how far, in how little time, and what is known of the place', () => {
  const person = new Person(30);
  const finding = person.judged(HOUR, SYDNEY);
  const { clause, arithmetic } = explainTravel(finding, valuesAt(person.now + HOUR, new Map([[SYDNEY, 1]]), MINUTE), { one: 'place', many: 'places' });
  expect(clause).toMatch(/^15,9\d\d km in 61 minutes at most; "-33\.9,151\.2" \(place\): never met before; none of 100 peers has it$/);
  expect(arithmetic.find(({ label }) => label === 'Speed')!.number).toBeGreaterThan(15_000);
});
