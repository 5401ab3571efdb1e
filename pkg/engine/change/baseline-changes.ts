import { entityKey, type EntityRef, type Millis } from '../../model';
import type { Store } from '../../store/store';
import type { LevelChange } from './weekly-levels';

/** What an entity does is lastingly another: from here on it is its new normal. */
export interface BaselineChange extends LevelChange {
  readonly entity: EntityRef;
  readonly feature: string;
  /** The end of the week that showed it. */
  readonly at: Millis;
}

export interface ChangesQuery {
  readonly entity?: EntityRef;
  readonly feature?: string;
  readonly from: Millis;
  readonly to: Millis;
}

const KIND = 'change';

/** A rerun writes over itself. */
export async function keepChanges(store: Store, changes: readonly BaselineChange[]): Promise<void> {
  for (const change of changes) {
    const id = `${String(change.at).padStart(16, '0')} ${entityKey(change.entity)} ${change.feature}`;
    const before = await store.records.get(KIND, id);
    await store.records.put(KIND, id, change, before?.version);
  }
}

/** In order of time. Cost: all changes of the namespace are read; there are a few a week in a thousand entities. */
export async function readChanges(store: Store, { entity, feature, from, to }: ChangesQuery): Promise<BaselineChange[]> {
  const records = await store.records.list<BaselineChange>(KIND);
  return records
    .map(({ value }) => value)
    .filter((one) => one.at >= from && one.at < to && (feature ?? one.feature) === one.feature && (!entity || entityKey(entity) === entityKey(one.entity)))
    .sort((a, b) => a.at - b.at);
}

/** History is learnt anew. */
export async function forgetChanges(store: Store): Promise<void> {
  for (const { id } of await store.records.list(KIND)) await store.records.delete(KIND, id);
}
