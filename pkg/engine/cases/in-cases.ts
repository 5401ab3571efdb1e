import type { Anomaly, Feature, Receipt } from '../../model';
import type { Store } from '../../store/store';
import { type CaseBook } from './case-book';
import { sameEvents, type Built } from './same-events';

/** Gives the anomalies of one hour their cases. @param known cases given to them while the hour was filling, by anomaly */
export async function inCases(
  store: Store,
  features: readonly Feature[],
  book: CaseBook,
  built: readonly Built[],
  known: ReadonlyMap<string, string>
): Promise<Built[]> {
  const anomalies = built.map(({ anomaly }) => anomaly);
  const cases = book.assign(anomalies, await sameEvents(store, features, built), known);
  return built.map(({ anomaly, receipt }, at): { anomaly: Anomaly; receipt: Receipt } => ({ anomaly: { ...anomaly, case: cases[at]! }, receipt }));
}
