import { poissonDraw, seededRandom } from '../../maths';
import { DAY, HOUR, type Feature, type Millis, type Observation } from '../../model';
import { shippedFeatures } from '../../observe';
import { FeatureTrack, type Judged } from '../feature-track';
import { freshPass } from '../fresh-pass';
import { Pass } from '../pass';
import type { StoredEpoch } from '../shared-epoch';
import type { FreeDays } from './calendars';
import { Homes } from './homes';
import { zoneNamed } from './zone';
import { byGroup } from '../met-by-group';

/** A Monday. */
const START = Date.UTC(2026, 0, 5);
const FEATURE: Feature = shippedFeatures().find(({ id }) => id === 'logins-succeeded-per-user')!;
const NOBODY = new Map<string, string>();

interface Life {
  readonly days: number;
  readonly calendars?: readonly FreeDays[];
  readonly zone?: string;
  /** Events to be expected in the hour of a person. */
  readonly mean: (at: Millis, person: number) => number;
  readonly people?: number;
  readonly seed: number;
}

/** What count-tail said of each person and hour. */
function live({ days, calendars, zone, mean, people = 10, seed }: Life): Map<string, Judged> {
  const random = seededRandom(seed);
  const homes = new Homes(zone, calendars);
  const pass = new Pass([new FeatureTrack(FEATURE, ['count-tail'], homes)], () => undefined, homes);
  const said = new Map<string, Judged>();
  for (let at = START; at < START + days * DAY; at += HOUR) {
    const met = new Map<string, Observation>();
    for (let person = 0; person < people; person++) {
      const value = poissonDraw(random, mean(at, person));
      const id = `p${person}`;
      if (value > 0) met.set(id, { kind: 'count', entity: { type: 'user', id }, start: at, width: HOUR, value });
    }
    for (const { judged } of pass.closeHour(at, () => byGroup(met))) for (const one of judged) said.set(`${one.entity.id} ${at}`, one);
  }
  return said;
}

const office = (at: Millis, zone = 'UTC'): number => {
  const slot = zoneNamed(zone)!.slotAt(at);
  return slot < 120 && slot % 24 >= 8 && slot % 24 < 17 ? 3 : 0.02;
};
const dates = (from: Millis, count: number): number[] => Array.from({ length: count }, (_, day) => from / DAY + day);
const mostSurprised = (said: ReadonlyMap<string, Judged>, from: Millis, to: Millis): number =>
  Math.min(...[...said].filter(([key]) => inside(key, from, to)).map(([, { finding }]) => finding.logP)) / Math.LN10;
const expected = (said: ReadonlyMap<string, Judged>, at: Millis): number => {
  const found = [...said].filter(([key]) => inside(key, at, at + HOUR)).map(([, { finding }]) => finding.expected);
  return found.reduce((sum, one) => sum + one, 0) / found.length;
};
function inside(key: string, from: Millis, to: Millis): boolean {
  const at = Number(key.slice(key.indexOf(' ') + 1));
  return at >= from && at < to;
}

const HOLIDAY_WEEK = START + 8 * 7 * DAY;
const MONDAY_AFTER = HOLIDAY_WEEK + 7 * DAY;
const away = (at: Millis): boolean => at >= HOLIDAY_WEEK && at < MONDAY_AFTER;

// Seed 21.
test('a Monday after a holiday week is as any Monday, where the week stands in the calendar', () => {
  const mean = (at: Millis): number => (away(at) ? 0.02 : office(at));
  const known = live({ days: 64, calendars: [{ zones: [], days: dates(HOLIDAY_WEEK, 5) }], mean, seed: 21 });
  const unknown = live({ days: 64, mean, seed: 21 });
  const at = MONDAY_AFTER + 10 * HOUR;
  expect(expected(known, at)).toBeGreaterThan(2.5);
  expect(mostSurprised(known, MONDAY_AFTER, MONDAY_AFTER + DAY)).toBeGreaterThan(-3.5);
  // Without the calendar the week is learnt as a fall: what the calendar is for.
  expect(expected(unknown, at)).toBeLessThan(0.8 * expected(known, at));
});

// Seed 22.
test('who works on a holiday as on a Tuesday is seen, as on a Sunday', () => {
  const holiday = HOLIDAY_WEEK + DAY;
  const mean = (at: Millis, person: number): number => (at >= holiday && at < holiday + DAY && person > 0 ? 0.02 : office(at));
  const said = live({ days: 58, calendars: [{ zones: [], days: dates(holiday, 1) }], mean, seed: 22 });
  const found = [...said].filter(([key]) => inside(key, holiday + 8 * HOUR, holiday + 17 * HOUR));
  expect(Math.min(...found.filter(([key]) => key.startsWith('p0 ')).map(([, { finding }]) => finding.logP))).toBeLessThan(Math.log(1e-3));
});

// Seed 23.
test('a holiday is free where it is one: by the zone, from local midnight to local midnight', () => {
  const holiday = HOLIDAY_WEEK + DAY;
  const calendars = [{ zones: ['America/New_York'], days: dates(holiday, 1) }];
  const mean = (at: Millis): number => office(at, 'America/New_York');
  const there = live({ days: 59, calendars, zone: 'America/New_York', mean, people: 4, seed: 23 });
  const elsewhere = live({ days: 59, calendars, zone: 'America/Toronto', mean, people: 4, seed: 23 });
  expect(expected(there, holiday + 15 * HOUR)).toBeLessThan(0.5);
  expect(expected(there, holiday + DAY + 15 * HOUR)).toBeGreaterThan(2);
  expect(expected(elsewhere, holiday + 15 * HOUR)).toBeGreaterThan(2);
  // 21:00 UTC of the day before is 16:00 in New York, when people work.
  expect(expected(there, holiday - 3 * HOUR)).toBeGreaterThan(2);
});

// Seed 24.
test('month ends that are busy each month are expected from the fourth month on; others are not touched', () => {
  const isEnd = (at: Millis): boolean => new Date(at + 2 * DAY).getUTCMonth() !== new Date(at).getUTCMonth();
  const mean = (at: Millis, person: number): number => office(at) * (person < 5 && isEnd(at) ? 4 : 1);
  const said = live({ days: 178, mean, seed: 24 });
  const may = Date.UTC(2026, 4, 29, 10);
  const june = Date.UTC(2026, 5, 30, 10);
  const by = (at: Millis, from: number, to: number): number =>
    Array.from({ length: to - from }, (_, n) => said.get(`p${from + n} ${at}`)?.finding.expected ?? 0).reduce((sum, one) => sum + one, 0) / (to - from);
  const january = Date.UTC(2026, 0, 30, 10);
  expect(by(january, 0, 5)).toBeLessThan(5);
  expect(by(june, 0, 5)).toBeGreaterThan(7);
  expect(by(june, 5, 10)).toBeLessThan(4);
  expect(by(may, 0, 5)).toBeGreaterThan(4.2);
  // The day after is as ever.
  expect(by(Date.UTC(2026, 5, 16, 10), 0, 5)).toBeLessThan(4.5);
});

test('what is configured holds from the next midnight, is told once, and is taken up', () => {
  const calendars = [{ zones: [], days: [START / DAY] }];
  const homes = new Homes(undefined, calendars);
  expect(homes.calendars.isFree('UTC', START / DAY)).toBe(false);
  homes.settle(START, NOBODY);
  expect(homes.calendars.isFree('UTC', START / DAY)).toBe(true);
  expect(homes.calendars.takeChange()).toEqual({ day: START - DAY, calendars });
  homes.settle(START + DAY, NOBODY);
  expect(homes.calendars.takeChange()).toBeUndefined();
  const again = new Homes(undefined, calendars);
  again.restore(homes.stored());
  expect(again.calendars.isFree('UTC', START / DAY)).toBe(true);
});

test('an epoch names the calendars in force: each set by another name, none by none', () => {
  const named = (calendars?: readonly FreeDays[]): string | undefined => {
    const epochs: StoredEpoch[] = [];
    const pass = freshPass({ features: [FEATURE], ...(calendars && { calendars }) }, (epoch) => epochs.push(epoch));
    pass.closeHour(START, () => byGroup(new Map<string, Observation>()));
    return epochs[0]!.epoch.calendars;
  };
  const [vienna, berlin] = ['Europe/Vienna', 'Europe/Berlin'].map((zone) => named([{ zones: [zone], days: [START / DAY] }]));
  expect(vienna).toMatch(/^[0-9a-f]{20}$/);
  expect(named([{ zones: ['Europe/Vienna'], days: [START / DAY] }])).toBe(vienna);
  expect(berlin).not.toBe(vienna);
  expect(named()).toBeUndefined();
});
