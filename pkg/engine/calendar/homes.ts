import { DAY, HOUR, type EntityRef, type Millis } from '../../model';
import { Calendars, type FreeDays } from './calendars';
import { apart, Rhythms } from './rhythm';
import { fixedZone, UTC, zoneNamed, type Zone } from './zone';

/** How a zone came to be known. */
type ZoneOrigin = 'directory' | 'rhythm';

interface Own {
  readonly zone: string;
  readonly origin: ZoneOrigin;
}

/** An entity lives in another zone from here on. */
export interface Turn {
  /** `*`: all whose own zone is not known. */
  readonly key: string;
  /** Offsets before and after, where what was learnt stays where it was in time; undefined where the entity moved and keeps its local hours. */
  readonly turned?: { readonly from: Millis; readonly to: Millis };
}

/** The events of a day gave an entity a zone that was not known of it. */
export interface Heard {
  readonly day: Millis;
  readonly key: string;
  readonly zone: string;
}

export interface StoredHomes {
  readonly home: string;
  readonly own: readonly (readonly [key: string, zone: string, origin: ZoneOrigin])[];
  readonly hinted: readonly (readonly [key: string, hours: number])[];
  readonly rhythms: ReturnType<Rhythms['stored']>;
  readonly unknownZones: number;
  readonly calendars: readonly FreeDays[];
}

/** Hours from where it is thought to live, below which a rhythm says nothing: an early bird lives in no other zone. */
const APART = 3;
/** Two weeks say the same within this. */
const SAME = 1.5;
const WEEK = 7 * DAY;
export const ALL = '*';
/** 1970-01-05, a Monday. */
export const MONDAY = 4 * DAY;

/**
 * In which time zone each entity lives: what the directory says of it, else (people only) where its rhythm puts it, else the zone of the
 * configuration. Changes at 00:00 UTC only: by the directory at any midnight, by rhythms once a week, and only when two weeks in a row say the same. Nothing here
 * depends on other entities, so that any part of the population gives what the whole would.
 */
export class Homes {
  /** Zones in events that no clock knows. */
  public unknownZones = 0;
  private heard: Heard[] = [];
  private readonly own = new Map<string, Own>();
  /** What the rhythm said last week. */
  private readonly hinted = new Map<string, number>();
  private readonly rhythms = new Rhythms();

  private home = UTC;

  public readonly calendars: Calendars;

  /**
   * What is configured holds from the next midnight on.
   * @param configured zone of everybody whose own is not known
   */
  public constructor(
    private readonly configured?: string,
    calendars?: readonly FreeDays[]
  ) {
    this.calendars = new Calendars(calendars);
  }

  public zoneOf(key: string): Zone {
    const own = this.own.get(key);
    return (own && zoneNamed(own.zone)) ?? this.home;
  }

  /** Notes that somebody did something in an hour. In order of time. */
  public met({ type, id }: EntityRef, hour: Millis): void {
    if (type === 'user' && this.own.get(`user:${id}`)?.origin !== 'directory') this.rhythms.add(id, hour);
  }

  /**
   * The changes of a midnight.
   * @param said zones that the events of the day before gave, by entity key
   * @param calendars that took effect at this midnight, where history is replayed
   */
  public settle(midnight: Millis, said: ReadonlyMap<string, string>, calendars?: readonly FreeDays[]): Turn[] {
    this.calendars.settle(midnight - DAY, calendars);
    const all = this.configured === undefined ? [] : [[ALL, this.configured] as const];
    const turns = [...all, ...said].flatMap(([key, zone]) => this.hear(key, zone, midnight) ?? []);
    if ((midnight - MONDAY) % WEEK !== 0) return turns;
    for (const [id, { offset }] of this.rhythms.all()) {
      const turn = this.fit(`user:${id}`, offset, midnight);
      if (turn) turns.push(turn);
    }
    this.rhythms.fade();
    return turns;
  }

  /** What was heard since the last call. */
  public takeHeard(): readonly Heard[] {
    const { heard } = this;
    this.heard = [];
    return heard;
  }

  public stored(): StoredHomes {
    return {
      home: this.home.name,
      own: [...this.own].map(([key, { zone, origin }]) => [key, zone, origin]),
      hinted: [...this.hinted],
      rhythms: this.rhythms.stored(),
      unknownZones: this.unknownZones,
      calendars: this.calendars.stored(),
    };
  }

  public restore(stored: StoredHomes): void {
    this.home = zoneNamed(stored.home) ?? UTC;
    this.own.clear();
    this.hinted.clear();
    for (const [key, zone, origin] of stored.own) this.own.set(key, { zone, origin });
    for (const [key, hours] of stored.hinted) this.hinted.set(key, hours);
    this.rhythms.restore(stored.rhythms);
    this.unknownZones = stored.unknownZones;
    this.calendars.restore(stored.calendars);
  }

  /** What is heard of an entity for the first time turns its slots; who moves keeps its habits by the local clock. */
  private hear(key: string, zone: string, at: Millis): Turn | undefined {
    const before = this.own.get(key);
    if ((before?.origin === 'directory' && before.zone === zone) || (key === ALL && zone === this.home.name)) return undefined;
    const next = zoneNamed(zone);
    if (!next) {
      this.unknownZones++;
      return undefined;
    }
    const from = this.zoneOf(key).offsetAt(at);
    this.heard.push({ day: at - DAY, key, zone });
    if (key === ALL) {
      this.home = next;
      return { key, turned: { from, to: next.offsetAt(at) } };
    }
    this.own.set(key, { zone, origin: 'directory' });
    this.rhythms.forget(key.slice(key.indexOf(':') + 1));
    return { key, ...(before?.origin !== 'directory' && { turned: { from, to: next.offsetAt(at) } }) };
  }

  private fit(key: string, offset: number, at: Millis): Turn | undefined {
    const from = this.zoneOf(key).offsetAt(at);
    if (apart(offset, from / HOUR) < APART) {
      this.hinted.delete(key);
      return undefined;
    }
    if (!this.isSaidTwice(key, offset)) return undefined;
    const home = this.home.offsetAt(at);
    if (apart(offset, home / HOUR) < APART) {
      this.own.delete(key);
      return { key, turned: { from, to: home } };
    }
    const zone = fixedZone(Math.round(offset));
    this.own.set(key, { zone, origin: 'rhythm' });
    return { key, turned: { from, to: (zoneNamed(zone) ?? UTC).offsetAt(at) } };
  }

  private isSaidTwice(key: string, offset: number): boolean {
    const before = this.hinted.get(key);
    const isSame = before !== undefined && apart(before, offset) < SAME;
    if (isSame) this.hinted.delete(key);
    else this.hinted.set(key, offset);
    return isSame;
  }
}

/** Slots that what was learnt moves by, where the clock is found to be another: whole hours, or 24 a day for a feature by the day. */
export function slotsTurned({ from, to }: { readonly from: Millis; readonly to: Millis }, width: Millis): number {
  if (width < DAY) return Math.round((to - from) / HOUR);
  // A UTC day is learnt under the local day that holds its middle.
  const days = (offset: Millis): number => Math.floor((offset + DAY / 2) / DAY);
  return 24 * (days(to) - days(from));
}
