import type { Millis } from '../model';
import type { RecordStore } from '../store/store';

/** An import reached back into what was learnt: the next backfill begins at `since`. */
interface Overlap {
  readonly since: Millis;
}

const KIND = 'overlap';
const ID = 'engine';

export async function noteOverlap(records: RecordStore, since: Millis): Promise<void> {
  const known = await records.get<Overlap>(KIND, ID);
  await records.put<Overlap>(KIND, ID, { since: Math.min(since, known?.value.since ?? since) }, known?.version);
}

export async function readOverlap(records: RecordStore): Promise<Millis | undefined> {
  return (await records.get<Overlap>(KIND, ID))?.value.since;
}

export async function forgetOverlap(records: RecordStore): Promise<void> {
  await records.delete(KIND, ID);
}
