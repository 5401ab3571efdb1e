import type { Millis } from '../../../pkg/model';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const COMMON = /^(\d{1,2})\/([A-Z][a-z]{2})\/(\d{4}):(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,3})\d*)?(?: ([+-])(\d{2}):?(\d{2}))?$/;

/** `17/May/2015:10:05:03 +0000` (UTC where no zone is written), or ISO 8601 as some nginx set-ups write. */
export function accessTime(text: string): Millis | undefined {
  const match = COMMON.exec(text);
  if (!match) return isoTime(text);
  const [, day, month, year, hour, minute, second, fraction, sign, zoneHours, zoneMinutes] = match;
  const number = MONTHS.indexOf(month ?? '');
  if (number < 0) return undefined;
  const local = Date.UTC(Number(year), number, Number(day), Number(hour), Number(minute), Number(second), Number((fraction ?? '0').padEnd(3, '0')));
  const offset = (Number(zoneHours ?? 0) * 60 + Number(zoneMinutes ?? 0)) * 60_000 * (sign === '-' ? -1 : 1);
  return local - offset;
}

function isoTime(text: string): Millis | undefined {
  const iso = /^\d{4}-\d{2}-\d{2}T/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(iso) ? undefined : iso;
}
