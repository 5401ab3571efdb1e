import { dateTimeFormat } from '@grafana/data';

const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const precise = new Intl.NumberFormat('en', { maximumSignificantDigits: 2 });

/** A value for a reader: thousands separated; two significant digits below 10, none after the point above. */
export function number(value: number): string {
  if (Number.isInteger(value) || Math.abs(value) >= 10) return whole.format(value);
  return precise.format(value);
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${number(count)} ${count === 1 ? one : many}`;
}

/** "a", "a and b", "a, b and c". */
export function list(items: readonly string[]): string {
  return items.length < 2 ? (items[0] ?? '') : `${items.slice(0, -1).join(', ')} and ${items[items.length - 1]}`;
}

const DAY = 86_400_000;

/** A moment as short as it can be read: the hour today, the weekday this week, the date before that. */
export function moment(at: number, now: number, timeZone: string): string {
  const day = (time: number) => dateTimeFormat(time, { timeZone, format: 'YYYY-MM-DD' });
  const clock = dateTimeFormat(at, { timeZone, format: 'HH:mm' });
  if (day(at) === day(now)) return clock;
  if (day(at) === day(now - DAY)) return `yesterday ${clock}`;
  const format = now - at < 6 * DAY && at < now ? 'ddd HH:mm' : sameYear(at, now, timeZone) ? 'ddd D MMM HH:mm' : 'D MMM YYYY HH:mm';
  return dateTimeFormat(at, { timeZone, format });
}

function sameYear(a: number, b: number, timeZone: string): boolean {
  return dateTimeFormat(a, { timeZone, format: 'YYYY' }) === dateTimeFormat(b, { timeZone, format: 'YYYY' });
}

/** How long ago, in the largest unit that says it: "8 s ago", "3 h ago". */
export function age(millis: number): string {
  return `${duration(millis)} ago`;
}

export function duration(millis: number): string {
  const seconds = Math.max(0, Math.round(millis / 1000));
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return `${Math.round(seconds / 60)} min`;
  if (seconds < 2 * 86_400) return `${Math.round(seconds / 3600)} h`;
  return plural(Math.round(seconds / 86_400), 'day');
}
