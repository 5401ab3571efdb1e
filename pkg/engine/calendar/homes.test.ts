import { poissonDraw, seededRandom } from '../../maths';
import { DAY, HOUR, type Millis } from '../../model';
import { Homes, slotsTurned, type Turn } from './homes';
import { zoneNamed } from './zone';

/** A Monday. */
const START = Date.UTC(2026, 0, 5);
const NOBODY = new Map<string, string>();

interface Life {
  readonly homes: Homes;
  readonly weeks: number;
  /** Events an hour at the local hour of the week, by id. */
  readonly rate: (id: string, at: Millis) => number;
  readonly people?: readonly string[];
  readonly seed: number;
}

/** Lets people live hour by hour; returns every turn with its day. */
function live({ homes, weeks, rate, people = ['ada'], seed }: Life): (Turn & { readonly day: number })[] {
  const random = seededRandom(seed);
  const turns: (Turn & { day: number })[] = [];
  for (let at = START; at < START + weeks * 7 * DAY; at += HOUR) {
    if (at % DAY === 0 && at > START) turns.push(...homes.settle(at, NOBODY).map((turn) => ({ ...turn, day: (at - START) / DAY })));
    for (const id of people) if (poissonDraw(random, rate(id, at)) > 0) homes.met({ type: 'user', id }, at);
  }
  return turns;
}

function office(zone: string, at: Millis): number {
  const slot = zoneNamed(zone)!.slotAt(at);
  if (slot >= 120) return 0.01;
  return slot % 24 >= 8 && slot % 24 < 17 ? 0.8 : 0.03;
}

test('the directory names the zone at the next midnight, and what was learnt turns with it', () => {
  const homes = new Homes();
  const turns = homes.settle(START, new Map([['user:ada', 'Europe/Vienna']]));
  expect(turns).toEqual([{ key: 'user:ada', turned: { from: 0, to: HOUR } }]);
  expect(homes.zoneOf('user:ada').name).toBe('Europe/Vienna');
  expect(homes.zoneOf('user:bo').name).toBe('UTC');
  expect(homes.settle(START + DAY, new Map([['user:ada', 'Europe/Vienna']]))).toEqual([]);
});

test('who moves to another zone keeps the habits of the local clock: nothing turns', () => {
  const homes = new Homes();
  homes.settle(START, new Map([['user:ada', 'Europe/Vienna']]));
  expect(homes.settle(START + DAY, new Map([['user:ada', 'America/New_York']]))).toEqual([{ key: 'user:ada' }]);
  expect(homes.zoneOf('user:ada').name).toBe('America/New_York');
});

test('a zone that no clock knows is counted and changes nothing', () => {
  const homes = new Homes();
  expect(homes.settle(START, new Map([['user:ada', 'Mars/Olympus']]))).toEqual([]);
  expect([homes.unknownZones, homes.zoneOf('user:ada').name]).toEqual([1, 'UTC']);
});

// Seeds 1 to 5.
test('a rhythm far from the zone that is assumed gives one, within an hour and a half, once two weeks agree, and does not flap', () => {
  for (const [zone, seed] of [
    ['America/New_York', 1],
    ['Asia/Tokyo', 2],
    ['Asia/Kolkata', 3],
    ['Australia/Sydney', 4],
    ['America/Los_Angeles', 5],
  ] as const) {
    const homes = new Homes();
    const turns = live({ homes, weeks: 20, rate: (_, at) => office(zone, at), seed });
    expect(turns).toHaveLength(1);
    expect(turns[0]?.day).toBeLessThanOrEqual(35);
    const offset = homes.zoneOf('user:ada').offsetAt(START);
    expect(Math.abs(offset - zoneNamed(zone)!.offsetAt(START))).toBeLessThanOrEqual(1.5 * HOUR);
  }
});

// Seed 6.
test('no zone is inferred for who works near the one assumed, all round the clock, now and then, or without rhythm', () => {
  const rates: Record<string, (at: Millis) => number> = {
    berlin: (at) => office('Europe/Berlin', at),
    early: (at) => office('UTC', at + 2 * HOUR),
    server: () => 0.5,
    rare: (at) => 0.02 * office('Asia/Tokyo', at),
    shifts: (at) => office('UTC', at + (Math.floor(at / (2 * DAY)) % 3) * 8 * HOUR),
  };
  const homes = new Homes();
  expect(live({ homes, weeks: 26, rate: (id, at) => rates[id]!(at), people: Object.keys(rates), seed: 6 })).toEqual([]);
});

// Seed 7.
test('who is inferred to have moved moves once, and once more when back', () => {
  const homes = new Homes();
  const away = (at: Millis): boolean => at >= START + 10 * 7 * DAY && at < START + 24 * 7 * DAY;
  const turns = live({ homes, weeks: 36, rate: (_, at) => office(away(at) ? 'America/Los_Angeles' : 'UTC', at), seed: 7 });
  expect(turns).toHaveLength(2);
  expect(homes.zoneOf('user:ada').name).toBe('UTC');
});

// Seed 8.
test('daylight saving moves nobody who was inferred', () => {
  const homes = new Homes();
  expect(live({ homes, weeks: 50, rate: (_, at) => office('America/Chicago', at), seed: 8 })).toHaveLength(1);
});

test('what the directory says goes before the rhythm, and the zone of all is the configuration’s', () => {
  const homes = new Homes('Asia/Tokyo');
  expect(homes.settle(START - DAY, NOBODY)).toEqual([{ key: '*', turned: { from: 0, to: 9 * HOUR } }]);
  expect(homes.zoneOf('host:web').name).toBe('Asia/Tokyo');
  homes.settle(START, new Map([['user:ada', 'Europe/Vienna']]));
  expect(live({ homes, weeks: 10, rate: (_, at) => office('America/New_York', at), seed: 9 })).toEqual([]);
});

// Seed 10.
test('stored and taken up, it goes on as if it had not been', () => {
  const whole = new Homes();
  const rate = (_: string, at: Millis): number => office('Asia/Tokyo', at);
  live({ homes: whole, weeks: 3, rate, seed: 10 });
  const again = new Homes();
  again.restore(JSON.parse(JSON.stringify(whole.stored())) as ReturnType<Homes['stored']>);
  expect(again.stored()).toEqual(whole.stored());
});

test('slots of hours turn by hours, those of days only where the middle of the UTC day falls into another one', () => {
  expect(slotsTurned({ from: 0, to: 2 * HOUR }, HOUR)).toBe(2);
  expect(slotsTurned({ from: 2 * HOUR, to: -5 * HOUR }, HOUR)).toBe(-7);
  expect(slotsTurned({ from: 0, to: 2 * HOUR }, DAY)).toBe(0);
  expect(slotsTurned({ from: 0, to: 13 * HOUR }, DAY)).toBe(24);
});
