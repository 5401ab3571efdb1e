import { DAY, HOUR, type Millis } from '../model';
import { atWork, live, rare } from './testing/life';

const START = Date.UTC(2026, 0, 5);
const WEEK = 7 * DAY;
const PEOPLE = 20;

// Seed 81. p19 begins in the sixth week and works as everybody does.
test('a joiner is not noisy: what is not known of it is borrowed from its peers, and less each week', () => {
  const joins = START + 5 * WEEK;
  const lived = live({ from: START, days: 63, seed: 81, people: PEOPLE, mean: (at, person) => (person === 19 && at < joins ? 0 : atWork(at)) });
  const own = lived.hours.filter(({ entity, hour }) => entity.id === 'p19' && hour >= joins && atWork(hour) > 1);
  const borrowed = (week: number): number => {
    const findings = own
      .filter(({ hour }) => hour >= joins + week * WEEK && hour < joins + (week + 1) * WEEK)
      .flatMap(({ judged }) => judged.map(({ finding }) => finding));
    return findings.reduce((sum, finding) => sum + finding.borrowed.peer, 0) / findings.length;
  };
  expect(own[0]!.judged[0]!.finding.borrowed.peer).toBeGreaterThan(0.9);
  expect(borrowed(3)).toBeLessThan(borrowed(0));
  expect(rare(lived, joins, joins + 4 * WEEK, 'p19').length).toBeLessThanOrEqual(2);
});

// Seed 82.
test('nor silent: a joiner that does twenty times what its peers do is named in its first hour', () => {
  const joins = START + 5 * WEEK + 9 * HOUR;
  const lived = live({
    from: START,
    days: 36,
    seed: 82,
    people: PEOPLE,
    mean: (at, person) => (person === 19 ? (at < joins ? 0 : 20 * atWork(at)) : atWork(at)),
  });
  expect(rare(lived, joins, joins + HOUR).map(({ entity }) => entity.id)).toEqual(['p19']);
});

// Seed 83. p0 to p3 leave at the end of the fourth week.
test('leavers are quiet: nobody is named for not coming, and who stays is expected as before', () => {
  const leave = START + 4 * WEEK;
  const lived = live({ from: START, days: 70, seed: 83, people: PEOPLE, mean: (at, person) => (person < 4 && at >= leave ? 0 : atWork(at)) });
  const gone = lived.hours.filter(({ entity, hour }) => hour >= leave && Number(entity.id.slice(1)) < 4);
  expect(gone).toEqual([]);
  const expected = (at: Millis): number => {
    const found = lived.hours
      .filter(({ hour, entity }) => hour === at && entity.id === 'p7')
      .flatMap(({ judged }) => judged.map(({ finding }) => finding.expected));
    return found[0]!;
  };
  expect(expected(START + 9 * WEEK + 10 * HOUR) / expected(leave - 5 * DAY - 14 * HOUR)).toBeGreaterThan(0.7);
  // 16 people, 6 weeks, 24 hours a day: 16 claims of one in a thousand are true to their word.
  expect(rare(lived, leave, START + 70 * DAY).length).toBeLessThanOrEqual(32);
});
