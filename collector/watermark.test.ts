import { DAY, HOUR, MINUTE } from '../pkg/model';
import { closedBefore, Watermark } from './watermark';

const NOW = Date.UTC(2026, 10, 25, 12);
const BEHIND = 5 * MINUTE;

test('with nothing sending it is now less the allowed lateness', () => {
  expect(new Watermark().at(NOW)).toBe(NOW - BEHIND);
});

test('the slowest source holds it back, while it sends', () => {
  const watermark = new Watermark();
  watermark.saw('otlp', NOW, NOW);
  watermark.saw('syslog', NOW - HOUR, NOW);
  expect(watermark.at(NOW)).toBe(NOW - HOUR - BEHIND);
  watermark.saw('otlp', NOW + 10 * MINUTE, NOW + 10 * MINUTE);
  expect(watermark.at(NOW + 10 * MINUTE)).toBe(NOW + 10 * MINUTE - BEHIND);
});

test('events out of order do not take it back; clocks ahead do not take it beyond now', () => {
  const watermark = new Watermark();
  watermark.saw('otlp', NOW + HOUR, NOW);
  watermark.saw('otlp', NOW - 2 * HOUR, NOW);
  expect(watermark.at(NOW)).toBe(NOW - BEHIND);
  expect(watermark.newest).toBe(NOW + HOUR);
});

test('a source that brings last week does not stop today from closing', () => {
  const watermark = new Watermark();
  watermark.saw('otlp', NOW, NOW);
  watermark.saw('webhook', NOW - 3 * DAY, NOW);
  expect(watermark.at(NOW)).toBe(NOW - BEHIND);
});

test('an hour is closed five minutes after its end', () => {
  expect(closedBefore(NOW + 5 * MINUTE - 1)).toBe(NOW - HOUR);
  expect(closedBefore(NOW + 5 * MINUTE)).toBe(NOW);
});
