import { DAY, type Millis } from '../../pkg/model';

/**
 * `2026-11-24T12:00:00.000Z`, ten times faster than `toISOString` as the day's part is kept from event to event: of the last two days asked
 * for, since each event has its own time and that of its ingest. Years 0 to 9999.
 */
export function isoTime(at: Millis): string {
  const day = Math.floor(at / DAY);
  if (day !== lastDay) turnTo(day);
  const within = at - day * DAY;
  const second = Math.floor(within / 1000);
  return `${lastDate}${two(Math.floor(second / 3600))}:${two(Math.floor(second / 60) % 60)}:${two(second % 60)}.${three(Math.floor(within % 1000))}Z`;
}

let lastDay = Number.NaN;
let lastDate = '';
let otherDay = Number.NaN;
let otherDate = '';

function turnTo(day: number): void {
  const date = day === otherDay ? otherDate : new Date(day * DAY).toISOString().slice(0, 11);
  [otherDay, otherDate] = [lastDay, lastDate];
  [lastDay, lastDate] = [day, date];
}

const two = (n: number): string => (n < 10 ? `0${n}` : String(n));
const three = (n: number): string => (n < 10 ? `00${n}` : n < 100 ? `0${n}` : String(n));
