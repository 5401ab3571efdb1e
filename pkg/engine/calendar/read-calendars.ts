import type { CalendarFile } from '../../config';
import type { FreeDays } from './calendars';
import { freeDaysOf } from './ics';

/** The configured calendars, read. @throws HabitusError as `freeDaysOf` */
export async function readCalendars(files: readonly CalendarFile[]): Promise<FreeDays[]> {
  return await Promise.all(files.map(async ({ file, zones }) => ({ zones, days: await freeDaysOf(file) })));
}
