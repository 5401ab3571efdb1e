import { DAY, HOUR, type Millis } from '../../../pkg/model';

/**
 * UTC of a wall clock that shows no year and perhaps no zone.
 * The zone is an IANA name (default UTC): its offset on that day is taken. The two hours of a change of clocks may be an hour off.
 */
export function assumedTime(local: { readonly month: number; readonly day: number; readonly time: Millis }, year: number, zone = 'UTC'): Millis {
  const wall = Date.UTC(year, local.month, local.day) + local.time;
  return wall - offsetOf(zone, wall);
}

/** The latest year that puts no line after the file's modification time (a day of grace): what is assumed where nobody says. */
export function latestYear(newest: { readonly month: number; readonly day: number }, modified: Millis): number {
  const year = new Date(modified).getUTCFullYear();
  return Date.UTC(year, newest.month, newest.day) > modified + DAY ? year - 1 : year;
}

function offsetOf(zone: string, wall: Millis): Millis {
  if (zone === 'UTC') return 0;
  const hour = Math.floor(wall / HOUR) * HOUR;
  const key = `${zone} ${hour}`;
  let offset = offsets.get(key);
  if (offset === undefined) {
    offset = shown(zone, hour) - hour;
    offset = shown(zone, hour - offset) - (hour - offset);
    if (offsets.size > 50_000) offsets.clear();
    offsets.set(key, offset);
  }
  return offset;
}

const offsets = new Map<string, Millis>();

function shown(zone: string, at: Millis): Millis {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(at);
  const part = (type: string): number => Number(parts.find((one) => one.type === type)?.value ?? 0);
  return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
}
