import { DAY, HOUR, MINUTE } from '../../model';
import { fixedZone, zoneNamed } from './zone';

const at = (zone: string, iso: string): number => zoneNamed(zone)!.slotAt(Date.parse(iso));
const MONDAY = 0;
const SUNDAY = 6 * 24;

test('the hour of the week is the local one', () => {
  expect(at('UTC', '2026-03-02T00:00Z')).toBe(MONDAY);
  expect(at('Europe/Vienna', '2026-03-02T08:00Z')).toBe(MONDAY + 9);
  expect(at('America/New_York', '2026-03-02T03:00Z')).toBe(SUNDAY + 22);
  expect(at('Asia/Kolkata', '2026-03-02T03:30Z')).toBe(MONDAY + 9);
  expect(at('+05:30', '2026-03-02T03:30Z')).toBe(MONDAY + 9);
});

test('the clocks go forward: two o’clock is left out', () => {
  expect(at('Europe/Vienna', '2026-03-29T00:59Z')).toBe(SUNDAY + 1);
  expect(at('Europe/Vienna', '2026-03-29T01:00Z')).toBe(SUNDAY + 3);
  expect(at('America/New_York', '2026-03-08T06:59Z')).toBe(SUNDAY + 1);
  expect(at('America/New_York', '2026-03-08T07:00Z')).toBe(SUNDAY + 3);
});

test('the clocks go back: two o’clock is met twice', () => {
  expect(['00:59', '01:00', '02:00'].map((time) => at('Europe/Vienna', `2026-10-25T${time}Z`))).toEqual([SUNDAY + 2, SUNDAY + 2, SUNDAY + 3]);
});

test('the south has its summer in January', () => {
  expect(zoneNamed('Australia/Sydney')!.offsetAt(Date.UTC(2026, 0, 15))).toBe(11 * HOUR);
  expect(zoneNamed('Australia/Sydney')!.offsetAt(Date.UTC(2026, 6, 15))).toBe(10 * HOUR);
  expect(zoneNamed('Australia/Lord_Howe')!.offsetAt(Date.UTC(2026, 0, 15))).toBe(11 * HOUR);
  expect(zoneNamed('Australia/Lord_Howe')!.offsetAt(Date.UTC(2026, 6, 15))).toBe(10 * HOUR + 30 * MINUTE);
});

test('a leap day is a day, and the week goes on over it and over the ends of months and years', () => {
  const vienna = zoneNamed('Europe/Vienna')!;
  expect(at('Europe/Vienna', '2028-02-29T11:00Z')).toBe(24 + 12);
  expect(at('Europe/Vienna', '2028-03-01T11:00Z')).toBe(48 + 12);
  expect(vienna.dateAt(Date.parse('2028-02-29T23:30Z')) - vienna.dateAt(Date.parse('2028-02-28T23:30Z'))).toBe(1);
  expect(vienna.dateAt(Date.parse('2026-12-31T23:30Z')) * DAY).toBe(Date.UTC(2027, 0, 1));
  expect(at('Europe/Vienna', '2026-12-31T23:30Z')).toBe(4 * 24);
});

test('every hour of five years is as Intl says, in zones that change in odd ways', () => {
  for (const name of ['Europe/Vienna', 'Africa/Casablanca', 'America/Sao_Paulo', 'Pacific/Chatham']) {
    const zone = zoneNamed(name)!;
    const format = new Intl.DateTimeFormat('en', { timeZone: name, weekday: 'short', hour: '2-digit', hourCycle: 'h23' });
    for (let when = Date.UTC(2022, 0, 1); when < Date.UTC(2027, 0, 1); when += 37 * HOUR) {
      const [weekday, hour] = [format.formatToParts(when)[0]?.value ?? '', Number(format.formatToParts(when).at(-1)?.value)];
      expect([name, when, zone.slotAt(when)]).toEqual([name, when, ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].indexOf(weekday) * 24 + hour]);
    }
  }
});

test('what is no zone is none', () => {
  expect(zoneNamed('Mars/Olympus')).toBeUndefined();
  expect(zoneNamed('')).toBeUndefined();
  expect(zoneNamed('+15:00')).toBeUndefined();
});

test('whole hours ahead of UTC as a zone', () => {
  expect([2, -5, 11, 0].map(fixedZone)).toEqual(['+02:00', '-05:00', '+11:00', 'UTC']);
  expect(zoneNamed(fixedZone(-5))!.offsetAt(0)).toBe(-5 * HOUR);
});

test('a million slots in well under a second', () => {
  const zone = zoneNamed('Europe/Vienna')!;
  const begun = process.cpuUsage();
  let sum = 0;
  for (let hour = 0; hour < 1_000_000; hour++) sum += zone.slotAt(Date.UTC(2020, 0, 1) + (hour % 50_000) * HOUR);
  expect(sum).toBeGreaterThan(0);
  expect(process.cpuUsage(begun).user).toBeLessThan(500_000);
});
