import type { Anomaly, Millis } from '../model';
import type { RecordStore } from '../store/store';

/** How an anomaly came to be known, apart from the frozen anomaly itself: from it, the time to detect is measured. */
export interface Arrival {
  /** When it was first written, and with which score. */
  readonly first: Millis;
  readonly initialScore: number;
  /** When its score rose by at least a point, while its hour was filling. */
  readonly rises: readonly (readonly [at: Millis, score: number])[];
}

const KIND = 'arrival';
/** Rises kept of one anomaly: an hour has 240 rounds. */
const MOST = 240;

/** Notes the anomalies of a round. */
export async function noteArrivals(records: RecordStore, anomalies: readonly Anomaly[], now: Millis): Promise<void> {
  for (const { id, score } of anomalies) {
    const known = await records.get<Arrival>(KIND, id);
    const next = known ? risen(known.value, now, score) : { first: now, initialScore: score, rises: [] };
    if (next) await records.put(KIND, id, next, known?.version);
  }
}

export async function readArrival(records: RecordStore, id: string): Promise<Arrival | undefined> {
  return (await records.get<Arrival>(KIND, id))?.value;
}

function risen(arrival: Arrival, at: Millis, score: number): Arrival | undefined {
  const last = arrival.rises.at(-1)?.[1] ?? arrival.initialScore;
  if (score < last + 1 || arrival.rises.length >= MOST) return undefined;
  return { ...arrival, rises: [...arrival.rises, [at, score]] };
}
