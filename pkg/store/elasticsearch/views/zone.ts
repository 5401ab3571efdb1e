import { DAY, HOUR, type Millis } from '../../../model';

/** A stretch of clock time in a zone and what it is ahead of UTC. */
export interface Stretch {
  /** By the clock of the zone, as if that were UTC: what the cluster took it for. Half open. */
  readonly from: Millis;
  readonly to: Millis;
  readonly ahead: Millis;
}

/** Zones change their clocks at quarters of an hour of UTC. */
const QUARTER = HOUR / 4;
/** No clock is ever set by more. */
const MOST_SET = 3 * HOUR;

/**
 * The clock times that a span of UTC is made of. A clock time that comes twice, when the clock is set back, is the first of the two; one that is
 * skipped, when it is set forward, is as if the clock had not been set. So each belongs to one moment. Cost: one look at the zone a quarter of an hour.
 */
export function stretchesOf(zone: string | undefined, from: Millis, to: Millis): Stretch[] {
  if (zone === undefined) return [{ from, to, ahead: 0 }];
  const settings = settingsOf(zone, Math.floor((from - MOST_SET) / QUARTER) * QUARTER, to + MOST_SET);
  const begins = settings.map(({ since, ahead }, i) => (i === 0 ? -Infinity : since + Math.max(ahead, settings[i - 1]!.ahead)));
  return settings
    .map(({ ahead }, i) => ({ from: Math.max(begins[i]!, from + ahead), to: Math.min(begins[i + 1] ?? Infinity, to + ahead), ahead }))
    .filter((stretch) => stretch.from < stretch.to);
}

/** The moment of one clock time, by the same rule. */
export function utcOf(zone: string | undefined, clock: Millis): Millis {
  if (zone === undefined) return clock;
  const around = stretchesOf(zone, clock - DAY, clock + DAY);
  return clock - (around.find(({ from, to }) => from <= clock && clock < to)?.ahead ?? 0);
}

interface Setting {
  readonly since: Millis;
  readonly ahead: Millis;
}

function settingsOf(zone: string, from: Millis, to: Millis): Setting[] {
  const settings: Setting[] = [];
  for (let since = from; since < to; since += QUARTER) {
    const ahead = aheadOf(zone, since);
    if (settings.at(-1)?.ahead !== ahead) settings.push({ since, ahead });
  }
  return settings;
}

const formats = new Map<string, Intl.DateTimeFormat>();
const known = new Map<string, Millis>();

/** How far the clock of a zone is ahead of UTC at a moment. */
function aheadOf(zone: string, at: Millis): Millis {
  const key = `${zone} ${at}`;
  let ahead = known.get(key);
  if (ahead === undefined) {
    ahead = clockOf(zone, at) - at;
    if (known.size > 50_000) known.clear();
    known.set(key, ahead);
  }
  return ahead;
}

function clockOf(zone: string, at: Millis): Millis {
  let format = formats.get(zone);
  if (format === undefined) {
    const two = '2-digit' as const;
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      ...{ year: 'numeric', month: two, day: two, hour: two, minute: two, second: two },
    });
    formats.set(zone, format);
  }
  const parts = format.formatToParts(at);
  const part = (type: string): number => Number(parts.find((one) => one.type === type)?.value ?? 0);
  return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
}
