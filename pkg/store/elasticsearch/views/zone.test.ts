import { DAY, HOUR } from '../../../model';
import { stretchesOf, utcOf } from './zone';

const iso = (at: number): string => new Date(at).toISOString().slice(0, 16);
const at = (text: string): number => Date.parse(`${text}Z`);

test('a span without a change of clocks is one stretch', () => {
  const [from, to] = [at('2026-01-05T00:00'), at('2026-01-06T00:00')];
  expect(stretchesOf(undefined, from, to)).toEqual([{ from, to, ahead: 0 }]);
  expect(stretchesOf('Asia/Kolkata', from, to)).toEqual([{ from: from + 5.5 * HOUR, to: to + 5.5 * HOUR, ahead: 5.5 * HOUR }]);
});

test.each([
  ['before the clock is set back', '2026-10-25T01:59', '2026-10-24T23:59'],
  ['the hour that comes twice is the first', '2026-10-25T02:30', '2026-10-25T00:30'],
  ['after it', '2026-10-25T03:00', '2026-10-25T02:00'],
  ['before the clock is set forward', '2026-03-29T01:59', '2026-03-29T00:59'],
  ['the hour that is skipped is as if it were not', '2026-03-29T02:30', '2026-03-29T01:30'],
  ['after it', '2026-03-29T03:00', '2026-03-29T01:00'],
])('Vienna: %s', (_name, clock, utc) => {
  expect(iso(utcOf('Europe/Vienna', at(clock)))).toBe(utc);
});

test('each clock time of a day of change belongs to one moment of one stretch', () => {
  for (const day of ['2026-03-29', '2026-10-25']) {
    const spans = Array.from({ length: 48 }, (_, i) => [at(`${day}T00:00`) - DAY / 2 + i * HOUR, at(`${day}T00:00`) - DAY / 2 + (i + 1) * HOUR] as const);
    const stretches = spans.flatMap(([from, to]) => stretchesOf('Europe/Vienna', from, to));
    for (let clock = at(`${day}T00:00`); clock < at(`${day}T12:00`); clock += 10 * 60_000) {
      expect(stretches.filter(({ from, to }) => from <= clock && clock < to)).toHaveLength(1);
    }
  }
});
