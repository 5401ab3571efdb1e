import { FIELDS, type Event, type Feature, type FieldName, type Millis, type StoredFinding } from '../../model';
import { eventsOf } from '../../observe';
import type { Store } from '../../store/store';

/** Events of a finding that are looked at: enough to say who is in most of them. */
const LOOKED_AT = 100;
/** Findings of one feature and bucket that one read answers: in an hour of 400 anomalies a read for each took most of the hour's closing. */
const AT_ONCE = 50;
const NAMING = (Object.keys(FIELDS) as FieldName[]).filter((name) => name.startsWith('habitus.entity.'));

/** A finding whose events are asked for. */
export interface Asked {
  readonly finding: Pick<StoredFinding, 'entity' | 'start' | 'width'>;
  readonly feature: Feature;
}

/** The newest events, 100 at most, that each finding counted, as far as they name entities; in the order of the findings. */
export async function eventsBehind(store: Store, asked: readonly Asked[]): Promise<Event[][]> {
  const found = new Map<Asked, Event[]>();
  const together = Map.groupBy(asked, ({ finding, feature }) => `${feature.id} ${finding.start} ${finding.width}`);
  for (const list of together.values()) {
    for (let at = 0; at < list.length; at += AT_ONCE) {
      const some = list.slice(at, at + AT_ONCE);
      const events = (await readTogether(store, some)) ?? (await Promise.all(some.map(async (one) => await read(store, [one]))));
      some.forEach((one, index) => found.set(one, events[index]!));
    }
  }
  return asked.map((one) => found.get(one)!);
}

/** One read for all of one feature and bucket; undefined when there were more events than it may give, or one that does not say whose it is. */
async function readTogether(store: Store, asked: readonly Asked[]): Promise<Event[][] | undefined> {
  if (asked.length === 1) return undefined;
  const { role, type } = asked[0]!.feature.entity;
  const events = await read(store, asked);
  if (events.length >= limitOf(asked)) return undefined;
  const byId = Map.groupBy(events, ({ habitus }) => (habitus?.entity as Named | undefined)?.[role]?.[type]);
  if (byId.has(undefined)) return undefined;
  return asked.map(({ finding }) => (byId.get(finding.entity.id) ?? []).slice(0, LOOKED_AT));
}

type Named = Readonly<Record<string, Readonly<Record<string, string>>>>;

async function read(store: Store, asked: readonly Asked[]): Promise<Event[]> {
  const { finding, feature } = asked[0]!;
  const [from, to]: [Millis, Millis] = [finding.start, finding.start + finding.width];
  const ids = asked.map(({ finding: { entity } }) => entity.id);
  return await store.events.find({ from, to, where: eventsOf(feature, ids.length === 1 ? ids[0]! : ids), limit: limitOf(asked), fields: NAMING });
}

function limitOf(asked: readonly Asked[]): number {
  return LOOKED_AT * asked.length;
}
