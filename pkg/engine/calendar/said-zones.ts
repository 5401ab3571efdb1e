import { DAY, type Millis } from '../../model';
import type { Store } from '../../store/store';
import type { Heard } from './homes';

const KIND = 'zones';
const FIELD = 'labels.user_zone';
const ISO_DATE = 10;
const NOBODY: ReadonlyMap<string, string> = new Map();

/** Which zone the events of a day gave each person, by entity key: the directory's, that the collector writes into each event. */
export class SaidZones {
  private constructor(private readonly days: ReadonlyMap<Millis, ReadonlyMap<string, string>>) {}

  public on(day: Millis): ReadonlyMap<string, string> {
    return this.days.get(day) ?? NOBODY;
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
    const days = new Map<Millis, ReadonlyMap<string, string>>();
    for (const { id, value } of await store.records.list<readonly (readonly [string, string])[]>(KIND)) {
      const day = Date.parse(id.slice(0, ISO_DATE));
      days.set(day, new Map([...(days.get(day) ?? []), ...value]));
    }
    return new SaidZones(days);
  }
}

/** Keeps what was new. @param part of the population, where several write */
export async function keepHeard(store: Store, heard: readonly Heard[], part = ''): Promise<void> {
  const days = new Map<Millis, [string, string][]>();
  for (const { day, key, zone } of heard) days.set(day, [...(days.get(day) ?? []), [key, zone]]);
  for (const [day, zones] of days) {
    const id = `${new Date(day).toISOString().slice(0, ISO_DATE)}${part}`;
    const before = await store.records.get(KIND, id);
    await store.records.put(KIND, id, zones, before?.version);
  }
}

/** History is learnt anew. */
export async function forgetHeard(store: Store): Promise<void> {
  for (const { id } of await store.records.list(KIND)) await store.records.delete(KIND, id);
}

function mostFrequent(values: ReadonlyMap<string, number>): string {
  return [...values].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))[0]?.[0] ?? '';
}
