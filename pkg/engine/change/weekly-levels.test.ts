import { simulateCounts } from '../../detect/contract/simulate';
import { poissonDraw, seededRandom } from '../../maths';
import { WeeklyLevels, type LevelChange } from './weekly-levels';

type Told = LevelChange & { readonly at: number; readonly week: number };

/** Lives so many weeks; `mean` is of a day. */
function live(weeks: number, entities: number, mean: (day: number, at: number) => number, seed: number): Told[] {
  const random = seededRandom(seed);
  const levels = new WeeklyLevels();
  const told: Told[] = [];
  for (let week = 0; week < weeks; week++) {
    for (let day = 0; day < 7; day++) for (let at = 0; at < entities; at++) levels.add(at, poissonDraw(random, mean(week * 7 + day, at)));
    levels.endWeek(entities, (at, change) => told.push({ ...change, at, week }));
  }
  return told;
}

// Seed 41: nothing a day is unusual, 2 in a hundred more each day for 60 days.
test('a boiling frog is named as a creep before its level has doubled twice', () => {
  const start = 10 * 7;
  const told = live(20, 50, (day) => 30 * 1.02 ** Math.max(0, Math.min(60, day - start)), 41);
  const first = Array.from({ length: 50 }, (_, at) => told.find((one) => one.at === at));
  expect(first.every((one) => one !== undefined)).toBe(true);
  for (const one of first) {
    const days = (one!.week + 1) * 7 - start;
    expect(days).toBeGreaterThan(0);
    expect(1.02 ** days).toBeLessThan(4);
  }
  const medianDays = first.map((one) => (one!.week + 1) * 7 - start).sort((a, b) => a - b)[25]!;
  expect(medianDays).toBeLessThanOrEqual(42);
  expect(first.filter((one) => one!.kind === 'creep').length).toBeGreaterThan(45);
});

// Seed 42.
test('a new role is named within three weeks as a step, once, up and down', () => {
  const told = live(26, 40, (day, at) => (day < 84 ? 20 : at < 20 ? 60 : 5), 42);
  expect(new Set(told.map(({ at }) => at)).size).toBe(40);
  expect(told).toHaveLength(40);
  for (const { week, kind, at, before, after } of told) {
    expect(week).toBeLessThanOrEqual(14);
    expect(kind).toBe('step');
    expect(after > before).toBe(at < 20);
  }
});

// Seed 43.
test('where nothing changes, next to nothing is named: measured on twenty entities over half a year', () => {
  const said: Record<string, number> = {};
  for (const data of ['poisson', 'negative-binomial', 'sessions', 'pareto', 'drifting'] as const) {
    const levels = new WeeklyLevels();
    let told = 0;
    const entities = simulateCounts({ data, seed: 43, entities: 20, weeks: 26 });
    for (let week = 0; week < 26; week++) {
      entities.forEach(({ counts }, at) =>
        levels.add(
          at,
          counts.subarray(week * 168, (week + 1) * 168).reduce((sum, one) => sum + one, 0)
        )
      );
      levels.endWeek(entities.length, () => told++);
    }
    said[data] = told;
  }
  expect(said.poisson).toBeLessThanOrEqual(1);
  expect(said['negative-binomial']).toBeLessThanOrEqual(1);
  expect(said.sessions).toBeLessThanOrEqual(1);
  expect(said.pareto).toBeLessThanOrEqual(1);
  // Its rates do wander, by half over a month and more: 4 of 20 were named.
  expect(said.drifting).toBeLessThanOrEqual(6);
});

// Seed 44.
test('a flood of one week, a holiday of two and rare events are no change', () => {
  expect(live(26, 30, (day) => (day >= 105 && day < 112 ? 300 : 20), 44)).toEqual([]);
  expect(live(26, 30, (day) => (day >= 105 && day < 112 ? 0 : 20), 44)).toEqual([]);
  expect(live(26, 30, (day) => (day < 84 ? 0.1 : 0.5), 44)).toEqual([]);
});

// Seed 45.
test('joiners are not told of until two months are known; leavers are, once', () => {
  expect(live(7, 30, (day) => 5 + day, 45)).toEqual([]);
  const told = live(30, 10, (day) => (day < 100 ? 20 : 0), 45);
  expect(told).toHaveLength(10);
  expect(told.every(({ after, before }) => after < before / 2)).toBe(true);
});

test('stored and taken up', () => {
  const levels = new WeeklyLevels();
  const again = new WeeklyLevels();
  for (let week = 0; week < 12; week++) {
    levels.add(20, 100);
    levels.endWeek(21, () => undefined);
  }
  again.restore(levels.stored(21));
  expect(again.stored(21)).toBe(levels.stored(21));
});
