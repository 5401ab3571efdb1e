import type { Millis } from '../../model';
import type { RecordStore } from '../../store/store';

/** What commands ask of whoever coordinates. */
export interface Wishes {
  /** Close hours up to here. */
  readonly until?: Millis;
  /** Learn history anew from here. */
  readonly since?: Millis;
}

const KIND = 'wishes';
const ID = 'engine';
const TRIES = 10;

export async function readWishes(records: RecordStore): Promise<Wishes> {
  return (await records.get<Wishes>(KIND, ID))?.value ?? {};
}

/** By compare-and-set: several may wish at once. */
export async function changeWishes(records: RecordStore, change: (wishes: Wishes) => Wishes): Promise<void> {
  for (let left = TRIES; left > 0; left--) {
    const found = await records.get<Wishes>(KIND, ID);
    if ((await records.put<Wishes>(KIND, ID, change(found?.value ?? {}), found?.version)) !== undefined) return;
  }
}

/** The farther of both. */
export async function wish(records: RecordStore, { until, since }: Wishes): Promise<void> {
  await changeWishes(records, (before) => ({
    ...before,
    ...(until !== undefined && { until: Math.max(until, before.until ?? 0) }),
    ...(since !== undefined && { since: Math.min(since, before.since ?? since) }),
  }));
}
