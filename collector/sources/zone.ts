import { HOUR, type Millis } from '../../pkg/model';

/** UTC of a wall clock in a zone. The zone is an IANA name: its offset on that day is taken. The two hours of a change of clocks may be an hour off. */
export function utcOfWall(wall: Millis, zone = 'UTC'): Millis {
  return wall - offsetOf(zone, wall);
}

/** The wall clock of a zone at a moment, to the second, as if it were UTC. */
export function wallOf(at: Millis, zone: string): Millis {
  return shown(zone, at);
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
