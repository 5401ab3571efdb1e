import { DAY, HOUR, MINUTE } from '../pkg/model';
import { closedBefore, Watermark } from './watermark';

const NOW = Date.UTC(2026, 10, 25, 12);
const BEHIND = 5 * MINUTE;

test('with nothing sending it is now less the allowed lateness', () => {
  expect(new Watermark(NOW).at(NOW)).toBe(NOW - BEHIND);
});

test('the slowest source holds it back, while it sends', () => {
  const watermark = new Watermark(NOW);
  watermark.saw('otlp', NOW, NOW);
  watermark.saw('syslog', NOW - HOUR, NOW);
  expect(watermark.at(NOW)).toBe(NOW - HOUR - BEHIND);
  watermark.saw('otlp', NOW + 10 * MINUTE, NOW + 10 * MINUTE);
  expect(watermark.at(NOW + 10 * MINUTE)).toBe(NOW + 10 * MINUTE - BEHIND);
});

test('events out of order do not take it back; clocks ahead do not take it beyond now', () => {
  const watermark = new Watermark(NOW);
  watermark.saw('otlp', NOW + HOUR, NOW);
  watermark.saw('otlp', NOW - 2 * HOUR, NOW);
  expect(watermark.at(NOW)).toBe(NOW - BEHIND);
  expect(watermark.newest).toBe(NOW + HOUR);
});

test('a source that brings last week does not stop today from closing', () => {
  const watermark = new Watermark(NOW);
  watermark.saw('otlp', NOW, NOW);
  watermark.saw('webhook', NOW - 3 * DAY, NOW);
  expect(watermark.at(NOW)).toBe(NOW - BEHIND);
});

test('an hour is closed five minutes after its end', () => {
  expect(closedBefore(NOW + 5 * MINUTE - 1)).toBe(NOW - HOUR);
  expect(closedBefore(NOW + 5 * MINUTE)).toBe(NOW);
});

test('what waits for the store holds it where it was when the last of what is there was acknowledged', () => {
  const watermark = new Watermark(NOW);
  for (let minute = 0; minute <= 60; minute++) watermark.saw('otlp', NOW + minute * MINUTE, NOW + minute * MINUTE);
  const now = NOW + 61 * MINUTE;
  // A moment is remembered before the request that comes then: it was not acknowledged yet.
  expect(watermark.at(now, NOW + 20 * MINUTE)).toBe(NOW + 19 * MINUTE - BEHIND);
  expect(watermark.at(now, NOW + 40 * MINUTE + 30_000)).toBe(NOW + 39 * MINUTE - BEHIND);
  expect(watermark.at(now, now)).toBe(now - MINUTE - BEHIND);
});

test('what an earlier process left holds it until it is in the store, for a day at most', () => {
  const watermark = new Watermark(NOW);
  watermark.saw('otlp', NOW, NOW);
  expect(watermark.at(NOW + 1, 0)).toBe(NOW + 1 - DAY);
  expect(watermark.at(NOW + 1, NOW + 1)).toBe(NOW - BEHIND);
});

test('a store that is away for a week takes no more memory than one that is away for a day', () => {
  const watermark = new Watermark(NOW);
  for (let second = 0; second < 50_000; second++) watermark.saw('otlp', NOW + 12_000 * second, NOW + 12_000 * second);
  expect((watermark as unknown as { moments: unknown[] }).moments.length).toBeLessThanOrEqual(8_640);
  expect(watermark.at(NOW + 600_000_000, NOW + 590_000_000)).toBeGreaterThan(NOW + 580_000_000);
});

test('what is on its way does not take it back to before the last time that nothing was', () => {
  const watermark = new Watermark(NOW);
  watermark.saw('otlp', NOW + HOUR, NOW + HOUR);
  expect(watermark.at(NOW + HOUR + 1, NOW)).toBe(NOW - BEHIND);
  expect(watermark.at(NOW + 2 * HOUR, NOW + 2 * HOUR)).toBe(NOW + 2 * HOUR - BEHIND);
  watermark.saw('otlp', NOW + 3 * HOUR, NOW + 3 * HOUR);
  expect(watermark.at(NOW + 3 * HOUR + 1, NOW + 2 * HOUR)).toBe(NOW + 2 * HOUR - BEHIND);
});
