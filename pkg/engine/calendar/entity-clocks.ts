import type { Context } from '../../detect/detector';
import { DAY, type EntityType, type Millis } from '../../model';
import { classOf } from './day-class';
import { GROUPS } from '../workers/partition';
import type { Homes } from './homes';
import { SpecialDays } from './special-days';
import type { Zone } from './zone';

export type MutableContext = { -readonly [K in keyof Context]: Context[K] };

/** Class of each date met, in one zone. */
type Days = Map<number, number>;
const MOST_DAYS = 1_000;

/** Where the entities of one feature live, by their index, and what of the calendar a bucket is to each: hour of their week, holiday, month end. */
export class EntityClocks {
  private zones: Zone[] = [];
  /** How many of each group of partitions live in each zone. */
  private readonly inhabitants = new Map<Zone, Int32Array>();
  private readonly special = new SpecialDays();
  private readonly days = new Map<Zone, Days>();
  private digest = '';

  public constructor(
    private readonly type: EntityType,
    private readonly width: Millis,
    private readonly homes: Homes
  ) {}

  /** @returns whether the zone is another */
  public settle(at: number, id: string, group: number): boolean {
    const [before, zone] = [this.zones[at], this.zoneOf(id)];
    if (before === zone) return false;
    if (before) this.inhabitantsOf(before)[group]!--;
    this.zones[at] = zone;
    this.inhabitantsOf(zone)[group]!++;
    return before !== undefined;
  }

  /** Everybody anew, from what is known of their zones. */
  public settleAll(ids: readonly string[], groups: readonly number[]): void {
    this.zones = [];
    this.inhabitants.clear();
    ids.forEach((id, at) => this.settle(at, id, groups[at] ?? 0));
  }

  /** By hour of the week: how many of a group have it in this bucket. Those on holiday are left out, as their habits say nothing of the hour. */
  public eachSlot(start: Millis, group: number, tell: (slot: number, members: number) => void): void {
    for (const [zone, members] of this.inhabitants) if (this.dayClass(zone, start) !== 0) tell(zone.slotAt(start), members[group]!);
  }

  /** The context at a time, by the clock of an entity. `at` undefined: one that was never met. */
  public moveTo(context: MutableContext, at: number | undefined, id: string, when: Millis): void {
    const zone = (at === undefined ? undefined : this.zones[at]) ?? this.zoneOf(id);
    const dayClass = this.dayClass(zone, when);
    context.slot = zone.slotAt(when);
    context.zone = zone.name;
    const factor = at === undefined || dayClass < 0 ? 1 : this.special.factor(at, dayClass, this.dateAt(zone, when));
    context.calendar = dayClass < 0 ? WORKDAY : { holiday: dayClass === 0, factor };
  }

  /** Takes in what an entity did on a special day. @param expected with the factor of the context it was judged by */
  public learn(at: number, when: Millis, observed: number, expected: number, { factor = 1 }: Context['calendar']): void {
    const zone = this.zones[at]!;
    const dayClass = this.dayClass(zone, when);
    if (dayClass >= 0) this.special.learn(at, dayClass, this.dateAt(zone, when), observed, expected / factor);
  }

  public stored(entities: number): string {
    return this.special.stored(entities);
  }

  public restore(stored: string, ids: readonly string[], groups: readonly number[]): void {
    this.special.restore(stored);
    this.settleAll(ids, groups);
  }

  private inhabitantsOf(zone: Zone): Int32Array {
    let members = this.inhabitants.get(zone);
    if (!members) this.inhabitants.set(zone, (members = new Int32Array(GROUPS)));
    return members;
  }

  private zoneOf(id: string): Zone {
    return this.homes.zoneOf(`${this.type}:${id}`);
  }

  /** The local date; of a UTC day the one that holds its middle. */
  private dateAt(zone: Zone, when: Millis): number {
    return zone.dateAt(this.width < DAY ? when : when + DAY / 2);
  }

  private dayClass(zone: Zone, when: Millis): number {
    const { calendars } = this.homes;
    if (this.digest !== calendars.digest) {
      this.days.clear();
      this.digest = calendars.digest;
    }
    let days = this.days.get(zone);
    if (!days) this.days.set(zone, (days = new Map<number, number>()));
    const date = this.dateAt(zone, when);
    let dayClass = days.get(date);
    if (dayClass === undefined) {
      if (days.size > MOST_DAYS) days.clear();
      days.set(date, (dayClass = classOf(date, (day) => calendars.isFree(zone.name, day))));
    }
    return dayClass;
  }
}

const WORKDAY = { holiday: false } as const;
