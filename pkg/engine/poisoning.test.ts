import { DAY, HOUR, type Millis } from '../model';
import { atWork, live, rare } from './testing/life';

const START = Date.UTC(2026, 0, 5);
const WEEK = 7 * DAY;
/** Wednesday at ten of the seventh week. */
const ATTACK = START + 6 * WEEK + 2 * DAY + 10 * HOUR;

// Seed 91.
test('one burst does not hide the next of its size: not at another hour of the next day, nor at the same hour a week later', () => {
  for (const next of [ATTACK + 28 * HOUR, ATTACK + WEEK]) {
    const mean = (at: Millis, person: number): number => (person === 0 && (at === ATTACK || at === next) ? 300 : atWork(at));
    const lived = live({ from: START, days: 52, seed: 91, people: 20, mean });
    expect(rare(lived, ATTACK, ATTACK + HOUR, 'p0')).toHaveLength(1);
    expect(rare(lived, next, next + HOUR, 'p0')).toHaveLength(1);
  }
});

// Seed 92. Two of twenty make a noise every working hour for two weeks, to widen what their peers are allowed.
test('accounts that make a noise do not cover for another', () => {
  const noisy = (at: Millis, person: number): boolean => person >= 18 && at >= ATTACK - 2 * WEEK;
  const mean = (at: Millis, person: number): number => (person === 0 && at === ATTACK ? 30 : (noisy(at, person) ? 10 : 1) * atWork(at));
  const lived = live({ from: START, days: 46, seed: 92, people: 20, mean });
  expect(rare(lived, ATTACK, ATTACK + HOUR, 'p0')).toHaveLength(1);
});

// Seed 93. A tenth more each week: no hour is remarkable beside the week before it.
test('a frog that is boiled slowly is told of as a change of its baseline before it is four times as much, and it alone', () => {
  const more = (at: Millis): number => 1.1 ** Math.max(0, Math.floor((at - START) / WEEK) - 10);
  const mean = (at: Millis, person: number): number => atWork(at, 'UTC', person === 0 ? 2 * more(at) : 2);
  const { changes } = live({ from: START, days: 210, seed: 93, people: 6, mean });
  const told = changes.filter(({ entity }) => entity.id === 'p0');
  expect(told[0]).toMatchObject({ feature: 'logins-succeeded-per-user' });
  expect(more(told[0]!.at)).toBeLessThan(4);
  expect(changes.filter(({ entity }) => entity.id !== 'p0').length).toBeLessThanOrEqual(1);
});
