import { DAY, type Millis } from '../../../pkg/model';
import { utcOfWall } from '../zone';

/** UTC of a wall clock that shows no year and perhaps no zone (default UTC). */
export function assumedTime(local: { readonly month: number; readonly day: number; readonly time: Millis }, year: number, zone = 'UTC'): Millis {
  return utcOfWall(Date.UTC(year, local.month, local.day) + local.time, zone);
}

/** The latest year that puts no line after the file's modification time (a day of grace): what is assumed where nobody says. */
export function latestYear(newest: { readonly month: number; readonly day: number }, modified: Millis): number {
  const year = new Date(modified).getUTCFullYear();
  return Date.UTC(year, newest.month, newest.day) > modified + DAY ? year - 1 : year;
}
