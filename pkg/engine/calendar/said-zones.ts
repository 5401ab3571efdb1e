import { DAY, type Millis } from '../../model';
import type { Store } from '../../store/store';
import type { CalendarChange, FreeDays } from './calendars';
import type { Heard } from './homes';

const ZONES = 'zones';
const CALENDARS = 'calendars';
const FIELD = 'labels.user_zone';
const ISO_DATE = 10;
const NOBODY: ReadonlyMap<string, string> = new Map();

type Zones = ReadonlyMap<string, string>;

/** Which zone the events of a day gave each person, by entity key: the directory's, that the collector writes into each event. In a replay: also what was configured. */
export class SaidZones {
  private constructor(
    private readonly days: ReadonlyMap<Millis, Zones>,
    private readonly calendars: ReadonlyMap<Millis, readonly FreeDays[]> = new Map()
  ) {}

  /** As it was counted elsewhere. @param days entity keys and zones, by day */
  public static of(days: ReadonlyMap<Millis, ReadonlyMap<string, string>>): SaidZones {
    return new SaidZones(days);
  }

  public on(day: Millis): Zones {
    return this.days.get(day) ?? NOBODY;
  }

  /** Those that took effect at the end of a day. */
  public calendarsOn(day: Millis): readonly FreeDays[] | undefined {
    return this.calendars.get(day);
  }

  /**
   * Asks the events of the whole days in [from, to). Of two zones on one day the more frequent counts, of two alike the first by name. Cost: one count
   * over the days, of the events that name a zone.
   */
  public static async count(store: Store, from: Millis, to: Millis): Promise<SaidZones> {
    const days = new Map<Millis, Map<string, string>>();
    if (from >= to) return new SaidZones(days);
    const query = {
      namespace: store.namespace,
      where: { field: FIELD, exists: true },
      measure: { kind: 'values', field: FIELD },
      width: DAY,
      from,
      to,
    } as const;
    for await (const obs of store.events.count({ ...query, entity: { type: 'user', role: 'actor' } })) {
      if (obs.kind !== 'values') continue;
      const day = days.get(obs.start) ?? new Map<string, string>();
      days.set(obs.start, day.set(`user:${obs.entity.id}`, mostFrequent(obs.values)));
    }
    return new SaidZones(days);
  }

  /** What was new on each day, as it was kept: it outlives the events. */
  public static async kept(store: Store): Promise<SaidZones> {
    const days = new Map<Millis, Zones>();
    for (const { id, value } of await store.records.list<readonly (readonly [string, string])[]>(ZONES)) {
      const day = dayOf(id);
      days.set(day, new Map([...(days.get(day) ?? []), ...value]));
    }
    const calendars = await store.records.list<readonly FreeDays[]>(CALENDARS);
    return new SaidZones(days, new Map(calendars.map(({ id, value }) => [dayOf(id), value])));
  }
}

/** Keeps what was new. @param part of the population, where several write */
export async function keepHeard(store: Store, heard: readonly Heard[], calendars: CalendarChange | undefined, part = ''): Promise<void> {
  const days = new Map<Millis, [string, string][]>();
  for (const { day, key, zone } of heard) days.set(day, [...(days.get(day) ?? []), [key, zone]]);
  for (const [day, zones] of days) await keep(store, ZONES, `${idOf(day)}${part}`, zones);
  if (calendars) await keep(store, CALENDARS, idOf(calendars.day), calendars.calendars);
}

/** History is learnt anew. */
export async function forgetHeard(store: Store): Promise<void> {
  for (const kind of [ZONES, CALENDARS]) for (const { id } of await store.records.list(kind)) await store.records.delete(kind, id);
}

async function keep(store: Store, kind: string, id: string, value: unknown): Promise<void> {
  const before = await store.records.get(kind, id);
  await store.records.put(kind, id, value, before?.version);
}

function idOf(day: Millis): string {
  return new Date(day).toISOString().slice(0, ISO_DATE);
}

function dayOf(id: string): Millis {
  return Date.parse(id.slice(0, ISO_DATE));
}

function mostFrequent(values: ReadonlyMap<string, number>): string {
  return [...values].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))[0]?.[0] ?? '';
}
