import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DAY } from '../../model';
import { freeDaysOf } from './ics';

const dir = mkdtempSync(join(tmpdir(), 'habitus-ics-'));
afterAll(() => {
  rmSync(dir, { recursive: true });
});

function file(name: string, ...events: readonly string[]): string {
  const path = join(dir, name);
  const wrapped = events.map(
    (event, at) => `BEGIN:VEVENT\r\nUID:${at}\r\nDTSTAMP:20200101T000000Z\r\n${event.trim().split('\n').join('\r\n')}\r\nEND:VEVENT\r\n`
  );
  writeFileSync(path, `BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//habitus//test//EN\r\n${wrapped.join('')}END:VCALENDAR\r\n`);
  return path;
}

const isoOf = (days: readonly number[]): string[] => days.map((day) => new Date(day * DAY).toISOString().slice(0, 10));

test('whole days, spans without their end, days that recur but where they are taken out, 29 February', async () => {
  const path = file(
    'holidays.ics',
    'DTSTART;VALUE=DATE:20260406\nSUMMARY:Easter\\, Monday, a name that is folded over\n  two lines',
    'DTSTART;VALUE=DATE:20261224\nDTEND;VALUE=DATE:20261227\nSUMMARY:Christmas',
    'DTSTART;VALUE=DATE:20240229\nRRULE:FREQ=YEARLY\nSUMMARY:Leap day',
    'DTSTART;VALUE=DATE:20251026\nRRULE:FREQ=YEARLY;COUNT=4\nEXDATE;VALUE=DATE:20271026\nSUMMARY:National day'
  );
  const days = isoOf(await freeDaysOf(path));
  expect(days.filter((day) => /^202[5-8]/.test(day))).toEqual(
    ['2025-10-26', '2026-04-06', '2026-10-26', '2026-12-24', '2026-12-25', '2026-12-26', '2028-02-29', '2028-10-26'].sort()
  );
  expect(days).toContain('2024-02-29');
  expect(days.some((day) => day.endsWith('-03-01'))).toBe(false);
});

test('meetings and what was cancelled are no holidays', async () => {
  const meeting = 'DTSTART;TZID=Europe/Vienna:20260407T100000\nDTEND;TZID=Europe/Vienna:20260407T110000\nSUMMARY:Meeting';
  const cancelled = 'DTSTART;VALUE=DATE:20260501\nSTATUS:CANCELLED\nSUMMARY:No more';
  const path = file('meetings.ics', meeting, cancelled, 'DTSTART;VALUE=DATE:20260606\nSUMMARY:Free');
  expect(isoOf(await freeDaysOf(path))).toEqual(['2026-06-06']);
});

test('what is no calendar, holds no day, is too long or is not there says so', async () => {
  const text = join(dir, 'notes.ics');
  writeFileSync(text, 'Dear diary');
  await expect(freeDaysOf(text)).rejects.toMatchObject({ code: 'HAB-CONF-004' });
  await expect(freeDaysOf(file('empty.ics'))).rejects.toMatchObject({ code: 'HAB-CONF-004' });
  const long = join(dir, 'long.ics');
  writeFileSync(long, Buffer.alloc(5_000_001, 'x'));
  await expect(freeDaysOf(long)).rejects.toMatchObject({ code: 'HAB-CONF-004' });
  await expect(freeDaysOf(join(dir, 'none.ics'))).rejects.toMatchObject({ code: 'HAB-CLI-002' });
});
