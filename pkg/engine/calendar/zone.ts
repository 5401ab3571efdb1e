import { DAY, HOUR, MINUTE, type Millis } from '../../model';

/** Monday 00:00 is hour 0 of the week; 1970-01-01 was a Thursday. */
const THURSDAY = 72;
const WEEK = 168;
const FIXED = /^([+-])(0\d|1[0-4]):?([0-5]\d)$/;
/** Shorter than any stay between two changes of a zone's offset (Morocco's Ramadan: a month). */
const STEP = 7 * DAY;

/** When offsets begin to hold, in order. */
interface Year {
  readonly from: Float64Array;
  readonly offset: Float64Array;
}

/** A time zone as a table of offsets a year: made once by Intl, read without it. */
export class Zone {
  private readonly years = new Map<number, Year>();
  private from: Millis = 0;
  private to: Millis = 0;
  private offset: Millis = 0;
  private readonly format: Intl.DateTimeFormat | undefined;

  public constructor(
    public readonly name: string,
    private readonly fixed?: Millis
  ) {
    this.format = fixed === undefined ? formatOf(name) : undefined;
  }

  /** Local time less UTC. Cost: a comparison while `at` stays between two changes of the clock, else a search among the few of its year. */
  public offsetAt(at: Millis): Millis {
    if (this.fixed !== undefined) return this.fixed;
    if (at < this.from || at >= this.to) this.moveTo(at);
    return this.offset;
  }

  /** Hour of the local week that holds the moment, 0 = Monday 00:00. */
  public slotAt(at: Millis): number {
    return (Math.floor((at + this.offsetAt(at)) / HOUR) + THURSDAY) % WEEK;
  }

  /** Days from 1970-01-01 to the local date. */
  public dateAt(at: Millis): number {
    return Math.floor((at + this.offsetAt(at)) / DAY);
  }

  private moveTo(at: Millis): void {
    const number = new Date(at).getUTCFullYear();
    let year = this.years.get(number);
    if (!year) this.years.set(number, (year = this.yearOf(number)));
    let index = year.from.length - 1;
    while (index > 0 && at < year.from[index]!) index--;
    this.from = year.from[index]!;
    this.to = year.from[index + 1] ?? Date.UTC(number + 1, 0, 1);
    this.offset = year.offset[index]!;
  }

  private yearOf(number: number): Year {
    const end = Date.UTC(number + 1, 0, 1);
    const from = [Date.UTC(number, 0, 1)];
    const offset = [this.ask(from[0]!)];
    for (let at = from[0]!; at < end; at += STEP) {
      const to = Math.min(end, at + STEP);
      if (this.ask(to - 1) === offset.at(-1)) continue;
      const change = this.changeIn(at, to - 1);
      from.push(change);
      offset.push(this.ask(change));
    }
    return { from: Float64Array.from(from), offset: Float64Array.from(offset) };
  }

  /** The first full minute of the new offset. */
  private changeIn(before: Millis, after: Millis): Millis {
    const old = this.ask(before);
    let [low, high] = [Math.floor(before / MINUTE), Math.ceil(after / MINUTE)];
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (this.ask(middle * MINUTE) === old) low = middle;
      else high = middle;
    }
    return high * MINUTE;
  }

  private ask(at: Millis): Millis {
    const parts = this.format!.formatToParts(at);
    const [year, month, day, hour, minute, second] = ['year', 'month', 'day', 'hour', 'minute', 'second'].map((type) =>
      Number(parts.find((part) => part.type === type)?.value)
    ) as [number, number, number, number, number, number];
    return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1000) * 1000;
  }
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const two = '2-digit';
  return new Intl.DateTimeFormat('en', {
    timeZone,
    calendar: 'gregory',
    hourCycle: 'h23',
    year: 'numeric',
    month: two,
    day: two,
    hour: two,
    minute: two,
    second: two,
  });
}

export const UTC = new Zone('UTC', 0);
const ZONES = new Map<string, Zone>([['UTC', UTC]]);
/** More than IANA has. What is beyond is no zone of people, but somebody who fills the memory. */
const MOST = 2_000;

/** The zone of an IANA name or a fixed offset as `+02:00`; undefined for what is neither. */
export function zoneNamed(text: string): Zone | undefined {
  const known = ZONES.get(text);
  if (known) return known;
  const zone = made(text);
  if (zone && ZONES.size < MOST) ZONES.set(text, zone);
  return zone;
}

function made(text: string): Zone | undefined {
  const parts = FIXED.exec(text);
  if (!parts && /^[+-]/.test(text)) return undefined;
  if (parts) return new Zone(text, (parts[1] === '-' ? -1 : 1) * (Number(parts[2]) * HOUR + Number(parts[3]) * MINUTE));
  try {
    return new Zone(text);
  } catch {
    return undefined;
  }
}

/** `+02:00`: the zone of whole hours ahead of UTC. */
export function fixedZone(hours: number): string {
  if (hours === 0) return 'UTC';
  return `${hours < 0 ? '-' : '+'}${String(Math.abs(hours)).padStart(2, '0')}:00`;
}
