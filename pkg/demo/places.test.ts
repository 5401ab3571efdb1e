import { HOUR } from '../model';
import { zoneOffset } from './places';

test.each([
  ['Europe/Berlin', '2026-01-15', 1],
  ['Europe/Berlin', '2026-07-15', 2],
  ['America/Chicago', '2026-07-15', -5],
  ['Asia/Kolkata', '2026-07-31', 5.5],
  ['UTC', '2026-07-15', 0],
])('%s on %s is %d hours from UTC', (zone, day, hours) => expect(zoneOffset(zone, Date.parse(day))).toBe(hours * HOUR));
