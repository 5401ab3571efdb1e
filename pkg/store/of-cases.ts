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
