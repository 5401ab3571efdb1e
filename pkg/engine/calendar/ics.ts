import { readFileSync, statSync } from 'node:fs';
import type { VEvent } from 'node-ical';
import { HabitusError } from '../../errors';
import { DAY } from '../../model';

/** What is taken from a file: dates of this span, of so many events. */
const FROM = new Date(2000, 0, 1);
const TO = new Date(2060, 0, 1);
const MOST_EVENTS = 10_000;
const MOST_BYTES = 5_000_000;
const MOST_DAYS_AN_EVENT = 366;

type Times = readonly { readonly start: Date; readonly end?: Date }[];

/**
 * The free days of an iCalendar file, as days since 1970-01-01, in order: its events of whole days, those that recur included. Meetings (events with a
 * time) and cancelled events are none.
 *
 * @throws HabitusError HAB-CLI-002 for a file that cannot be read, HAB-CONF-004 for one that is no calendar of holidays
 */
export async function freeDaysOf(path: string): Promise<number[]> {
  const text = read(path);
  const { sync, expandRecurringEvent } = await import('node-ical');
  if (!/^BEGIN:VCALENDAR\s*$/m.test(text)) throw new HabitusError('HAB-CONF-004', path, 'a file that begins with BEGIN:VCALENDAR');
  const events = Object.values(parsed(() => sync.parseICS(text), path)).filter((one): one is VEvent => one?.type === 'VEVENT');
  if (events.length > MOST_EVENTS) throw new HabitusError('HAB-CONF-004', `${events.length} events in ${path}`, `at most ${MOST_EVENTS}`);
  const days = new Set<number>();
  const timesOf = (event: VEvent): Times => (event.rrule ? parsed(() => expandRecurringEvent(event, { from: FROM, to: TO }), path) : [event]);
  const wholeDays = events.filter(({ datetype, status }) => datetype === 'date' && status !== 'CANCELLED');
  for (const { start, end } of wholeDays.flatMap(timesOf)) addDays(days, dateOf(start), end === undefined ? undefined : dateOf(end));
  if (days.size === 0) throw new HabitusError('HAB-CONF-004', path, 'at least one event of a whole day');
  return [...days].sort((a, b) => a - b);
}

function read(path: string): string {
  try {
    const { size } = statSync(path);
    if (size > MOST_BYTES) throw new HabitusError('HAB-CONF-004', `${size} bytes in ${path}`, `at most ${MOST_BYTES} bytes`);
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof HabitusError) throw error;
    throw new HabitusError('HAB-CLI-002', (error as Error).message, 'a calendar file', { cause: error });
  }
}

function parsed<T>(parse: () => T, path: string): T {
  try {
    return parse();
  } catch (error) {
    throw new HabitusError('HAB-CONF-004', `${path}: ${(error as Error).message}`, undefined, { cause: error });
  }
}

/** The parser gives a date as midnight of this machine's zone. */
function dateOf(at: Date): number {
  return Date.UTC(at.getFullYear(), at.getMonth(), at.getDate()) / DAY;
}

/** @param end the first day that is free no more; undefined: one day */
function addDays(days: Set<number>, start: number, end = start + 1): void {
  const last = Math.min(Math.max(end, start + 1), start + MOST_DAYS_AN_EVENT);
  for (let day = start; day < last; day++) days.add(day);
}
