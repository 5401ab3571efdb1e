import { utcOfWall } from './zone';

test.each([
  ['UTC', '2026-07-01T12:00:00Z', '2026-07-01T12:00:00.000Z'],
  ['Europe/Berlin', '2026-07-01T12:00:00Z', '2026-07-01T10:00:00.000Z'],
  ['Europe/Berlin', '2026-01-01T12:00:00Z', '2026-01-01T11:00:00.000Z'],
  ['America/Los_Angeles', '2026-03-08T12:00:00Z', '2026-03-08T19:00:00.000Z'],
  ['Asia/Kathmandu', '2026-03-08T00:10:00Z', '2026-03-07T18:25:00.000Z'],
])('%s: a clock that shows %s is %s', (zone, wall, utc) => {
  expect(new Date(utcOfWall(Date.parse(wall), zone)).toISOString()).toBe(utc);
});
