import { DAY } from '../../model';

/** Days of a month that may be busier or quieter than their day of the week. A day is in the first class that fits. */
export const DAY_CLASSES = ['holiday', 'month-end', 'month-start', 'mid-month', 'payday'] as const;

/** How many working days at the ends of a month are special. */
const ENDS = 2;
/** Dates on which money moves: on this one, or on the working day before where it is free. */
const MID_MONTH = 15;
const PAYDAY = 25;

/** Index in {@link DAY_CLASSES} of a local date (days since 1970-01-01), or -1. Weekends and holidays are no working days. */
export function classOf(date: number, isHoliday: (date: number) => boolean): number {
  if (isHoliday(date)) return 0;
  const works = (day: number): boolean => !isWeekend(day) && !isHoliday(day);
  if (!works(date)) return -1;
  const first = firstOfMonth(date);
  const next = firstOfMonth(first + 31);
  if (workingDays(date + 1, next, works) < ENDS) return 1;
  if (workingDays(first, date, works) < ENDS) return 2;
  if (fallsOn(first + MID_MONTH - 1, date, works)) return 3;
  return fallsOn(first + PAYDAY - 1, date, works) ? 4 : -1;
}

function fallsOn(wanted: number, date: number, works: (day: number) => boolean): boolean {
  return date <= wanted && wanted - date < 7 && workingDays(date + 1, wanted + 1, works) === 0;
}

function workingDays(from: number, to: number, works: (day: number) => boolean): number {
  let count = 0;
  for (let day = from; day < to; day++) if (works(day)) count++;
  return count;
}

/** 1970-01-01 was a Thursday. */
function isWeekend(date: number): boolean {
  const weekday = (((date + 3) % 7) + 7) % 7;
  return weekday >= 5;
}

/** Months since 1970. */
export function monthOf(date: number): number {
  const at = new Date(date * DAY);
  return (at.getUTCFullYear() - 1970) * 12 + at.getUTCMonth();
}

function firstOfMonth(date: number): number {
  const at = new Date(date * DAY);
  return Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), 1) / DAY;
}
