import { DAY, HOUR, type Millis } from '../../model';
import type { EntityHour } from '../pass';
import { atWork, live, rare, type Lived } from '../testing/life';

const VIENNA = 'Europe/Vienna';
const PEOPLE = 20;

const expectedAt = ({ hours }: Lived, at: Millis): number => {
  const found = hours.filter(({ hour }) => hour === at).flatMap(({ judged }: EntityHour) => judged.map(({ finding }) => finding.expected));
  return found.reduce((sum, one) => sum + one, 0) / found.length;
};

/** Eight weeks up to the change of the clocks, and the week after. */
function aroundChange(sunday: Millis, zone: string, seed: number): Lived {
  return live({ from: sunday - 55 * DAY, days: 62, seed, people: PEOPLE, zone, mean: (at) => atWork(at, VIENNA) });
}

test.each([
  ['forward', Date.UTC(2026, 2, 29), 71],
  ['back', Date.UTC(2026, 9, 25), 72],
] as const)('when the clocks go %s, the working week after is as any: by a clock that knows of it, and not by one that does not', (_, sunday, seed) => {
  const [knows, knowsNot] = [aroundChange(sunday, VIENNA, seed), aroundChange(sunday, 'UTC', seed)];
  const inWeek = (lived: Lived, monday: Millis): number => rare(lived, monday, monday + 5 * DAY).length;
  // 20 people x 120 hours: two or three claims of one in a thousand are true to their word in any week.
  expect(inWeek(knows, sunday + DAY)).toBeLessThanOrEqual(inWeek(knows, sunday - 6 * DAY) + 6);
  expect(inWeek(knowsNot, sunday + DAY)).toBeGreaterThan(2 * inWeek(knows, sunday + DAY) + 6);
});

// Seed 73. Work from one to four at night by the clock of Vienna, which shows the third hour twice on 25 October.
test('who works at night is expected in both of the hours that the clock shows twice', () => {
  const night = (at: Millis): number => ([1, 2, 3].includes(new Date(at + (at < Date.UTC(2026, 9, 25, 1) ? 2 : 1) * HOUR).getUTCHours()) ? 3 : 0.02);
  const sunday = Date.UTC(2026, 9, 25);
  const lived = live({ from: sunday - 56 * DAY, days: 58, seed: 73, people: PEOPLE, directory: VIENNA, mean: night });
  // 02:00 of summer, then 02:00 of winter.
  expect(expectedAt(lived, sunday)).toBeGreaterThan(2);
  expect(expectedAt(lived, sunday + HOUR)).toBeGreaterThan(2);
  expect(rare(lived, sunday - 2 * HOUR, sunday + 2 * DAY).length).toBeLessThanOrEqual(4);
});

// Seed 74. 2028 is a leap year; 29 February is a Tuesday.
test('a leap day is the day of the week that it is, and the days after it are theirs', () => {
  const leap = Date.UTC(2028, 1, 29);
  const lived = live({
    from: Date.UTC(2028, 0, 3),
    days: 64,
    seed: 74,
    people: PEOPLE,
    mean: (at) => (new Date(at).getUTCDay() === 2 ? 3 : 1) * atWork(at, 'UTC', 1),
  });
  expect(new Date(leap).getUTCDay()).toBe(2);
  expect(expectedAt(lived, leap + 10 * HOUR)).toBeGreaterThan(2);
  expect(expectedAt(lived, leap + DAY + 10 * HOUR)).toBeLessThan(1.7);
  expect(rare(lived, leap, leap + 5 * DAY).length).toBeLessThanOrEqual(5);
});

// Seed 75. Three times the work on the last two working days of each month: 28 and 29 February in 2028.
test('the month end of a leap February is its 28th and 29th', () => {
  const busy = new Set(
    [
      [8, 29],
      [8, 30],
      [9, 28],
      [9, 29],
      [10, 29],
      [10, 30],
      [11, 30],
      [11, 31],
    ].map(([month, date]) => Date.UTC(2027, month!, date!))
  );
  for (const one of [Date.UTC(2028, 0, 28), Date.UTC(2028, 0, 31), Date.UTC(2028, 1, 28), Date.UTC(2028, 1, 29)]) busy.add(one);
  const mean = (at: Millis): number => (busy.has(Math.floor(at / DAY) * DAY) ? 4 : 1) * atWork(at);
  const lived = live({ from: Date.UTC(2027, 8, 6), days: 178, seed: 75, people: 8, mean });
  const [before, first, last, after] = [-4, -1, 0, 1].map((days) => expectedAt(lived, Date.UTC(2028, 1, 29, 10) + days * DAY)) as [
    number,
    number,
    number,
    number,
  ];
  expect(Math.min(first, last)).toBeGreaterThan(2 * Math.max(before, after));
});
