import type { Anomaly } from '../model';

/** The case of an anomaly; one without is a case of its own. */
export function caseOf({ case: within, id }: Pick<Anomaly, 'case' | 'id'>): string {
  return within ?? id;
}

/** Whether an anomaly is of one of these cases; undefined: any. */
export function ofCases(cases: readonly string[] | undefined): (anomaly: Anomaly) => boolean {
  const wanted = cases && new Set(cases);
  return (anomaly) => wanted?.has(caseOf(anomaly)) ?? true;
}

type Height = Pick<Anomaly, 'minusLog10P' | 'start' | 'id'>;

/** The order in which anomalies lead their cases, and cases the list: the rarest first, then the newest, then by id. Any two differ. */
export function byHeight(a: Height, b: Height): number {
  if (a.minusLog10P !== b.minusLog10P) return a.minusLog10P > b.minusLog10P ? -1 : 1;
  return b.start - a.start || Number(a.id > b.id) - Number(a.id < b.id);
}

/** The cases of these anomalies, each once, in the order of their highest. */
export function casesByHeight(anomalies: readonly Anomaly[]): string[] {
  return [...new Set([...anomalies].sort(byHeight).map(caseOf))];
}
