import type { Millis } from '../../model';
import type { Store } from '../../store/store';
import type { Place } from '../build-anomaly';

const MOST = 100_000;

/** The anomalies that were written while their hour was filling, and the case each was given. */
export async function openCases(store: Store, { run }: Place, from: Millis, to: Millis): Promise<Map<string, string>> {
  const stored = await store.findings.anomalies({ run, from, to, limit: MOST });
  return new Map(stored.filter(({ closed }) => !closed).map((anomaly) => [anomaly.id, anomaly.case ?? anomaly.id]));
}
