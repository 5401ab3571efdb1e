import { HOUR, type Feature, type Millis, type Risk, type StoredFinding } from '../model';
import type { Store } from '../store/store';
import { buildAnomaly, keptFindings, type Place } from './build-anomaly';
import type { CaseBook } from './cases/case-book';
import { inCases } from './cases/in-cases';
import type { Built } from './cases/same-events';
import type { EntityHour } from './pass';

/** What closed hours come to, before their cases are known. */
export interface Outcome {
  readonly findings: readonly StoredFinding[];
  readonly built: readonly Built[];
  readonly risk: readonly Risk[];
}

/** @param wasShown whether the anomaly of this id was shown while its hour was filling: then it stays, whatever it came to */
export function outcomeOf(hours: readonly EntityHour[], place: Place, now: Millis, wasShown: (id: string) => boolean): Outcome {
  const findings: StoredFinding[] = [];
  const built: Built[] = [];
  const risk: Risk[] = [];
  for (const hour of hours) {
    findings.push(...keptFindings(hour, place));
    const one = buildAnomaly(hour, place, { closed: true, now, wasShown });
    if (!one) continue;
    built.push(one);
    risk.push({ entity: hour.entity, at: hour.hour + HOUR, value: hour.risk });
  }
  return { findings, built, risk };
}

export function together(outcomes: readonly Outcome[]): Outcome {
  return {
    findings: outcomes.flatMap(({ findings }) => findings),
    built: outcomes.flatMap(({ built }) => built),
    risk: outcomes.flatMap(({ risk }) => risk),
  };
}

/** Gives the anomalies of closed hours their cases, hour after hour, and remembers them. @param shown cases given while the hours were filling, by anomaly */
export async function closeCases(
  store: Store,
  features: readonly Feature[],
  book: CaseBook,
  built: readonly Built[],
  shown: ReadonlyMap<string, string>
): Promise<Built[]> {
  const byHour = new Map<Millis, Built[]>();
  for (const one of built) byHour.set(one.anomaly.start, [...(byHour.get(one.anomaly.start) ?? []), one]);
  const closed: Built[] = [];
  for (const [, sameHour] of [...byHour].sort(([a], [b]) => a - b)) {
    const grouped = await inCases(store, features, book, sameHour, shown);
    closed.push(...grouped);
    book.remember(grouped.map(({ anomaly }) => anomaly));
  }
  return closed;
}
