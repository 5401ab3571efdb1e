import { hash } from 'node:crypto';
import type { Millis } from '../../model';

/** A calendar of free days, and whose it is. */
export interface FreeDays {
  /** Names of time zones; with none, it is everybody's. */
  readonly zones: readonly string[];
  /** Local dates as days since 1970-01-01. */
  readonly days: readonly number[];
}

/** A set of calendars took effect at the end of a day. */
export interface CalendarChange {
  readonly day: Millis;
  readonly calendars: readonly FreeDays[];
}

const NONE: readonly FreeDays[] = [];

/** The holidays in force: part of the epoch, so what is configured takes effect at the next 00:00 UTC. */
export class Calendars {
  private calendars = NONE;
  private ofAll = new Set<number>();
  private readonly byZone = new Map<string, Set<number>>();
  private change: CalendarChange | undefined;
  /** What is in force, in brief; empty without calendars. */
  public digest = '';

  public constructor(private readonly configured: readonly FreeDays[] = NONE) {}

  /** At the midnight that ends a day. @param said what took effect there the first time, where history is replayed */
  public settle(day: Millis, said: readonly FreeDays[] | undefined): void {
    const next = said ?? (this.configured === NONE ? undefined : this.configured);
    if (next === undefined || digestOf(next) === this.digest) return;
    this.use(next);
    this.change = { day, calendars: next };
  }

  public isFree(zone: string, date: number): boolean {
    return this.ofAll.has(date) || this.byZone.get(zone)?.has(date) === true;
  }

  /** What took effect since the last call. */
  public takeChange(): CalendarChange | undefined {
    const { change } = this;
    this.change = undefined;
    return change;
  }

  public stored(): readonly FreeDays[] {
    return this.calendars;
  }

  public restore(stored: readonly FreeDays[]): void {
    this.use(stored);
  }

  private use(calendars: readonly FreeDays[]): void {
    this.calendars = calendars;
    this.digest = digestOf(calendars);
    this.ofAll = new Set();
    this.byZone.clear();
    for (const { zones, days } of calendars) {
      if (zones.length === 0) for (const day of days) this.ofAll.add(day);
      for (const zone of zones) this.byZone.set(zone, new Set([...(this.byZone.get(zone) ?? []), ...days]));
    }
  }
}

function digestOf(calendars: readonly FreeDays[]): string {
  return calendars.length === 0 ? '' : hash('sha256', JSON.stringify(calendars)).slice(0, 20);
}
