import { DAY, HOUR, type Anomaly, type EntityRef, type Millis, type Verdict } from '../../model';
import type { RecordStore, Store } from '../../store/store';
import { caseOf } from '../../store/of-cases';
import { hasRoom, type Admitted, type AlertBudget } from '../../score/alert-budget';
import { discoveryThreshold, type DiscoveryRate } from '../../score/false-discovery';
import { severityOf } from '../../score/severity';
import { Criticalities, priorityOf } from '../criticality';
import { foldCases } from '../ranking';
import type { RankedAnomaly } from '../engine';

export interface AlertOptions extends AlertBudget, DiscoveryRate {}
export const ALERTS: AlertOptions = { perDay: 20, keptForCritical: 5, rate: 0.1 };

/** A case that was admitted. Who it is about stays as it was then: it is the identity of an alert. */
export interface AdmittedCase extends Admitted {
  readonly case: string;
  readonly entity: EntityRef;
}

export interface Alert extends AdmittedCase {
  readonly row: RankedAnomaly;
}

export interface Alerts {
  /** Admitted, neither closed nor quiet. */
  readonly firing: readonly Alert[];
  /** As unusual, neither closed nor quiet, and beyond the budget. */
  readonly overflow: readonly RankedAnomaly[];
  /** Of the last 24 hours. */
  readonly admitted: readonly AdmittedCase[];
  /** How many anomalies of the last 24 hours the thresholds are expected to let through by chance: of those named at most the share `rate`. */
  readonly expectedFalse: number;
}

/** How long a case may be quiet and still be an alert. */
const QUIET = 4 * HOUR;
const MOST = 100_000;
const KIND = 'alerts';
const ID = 'book';

interface Asked extends AlertOptions {
  readonly now: Millis;
  /** How many entities are watched: each is a test in each hour. */
  readonly known: number;
  readonly criticalities?: Criticalities;
}

/**
 * What should wake somebody now. Of each hour of the last 24 the anomalies that are discoveries among all entities watched; their cases, the highest first,
 * the more critical before, are admitted as long as the budget lasts. What was admitted is kept, so the decision is final, and the same for whoever asks:
 * two that ask at once settle it by compare-and-set. An alert ends when a person calls one of its anomalies benign or snoozes it, or after four quiet hours.
 *
 * Empirical: an hour that is still filling is judged at every look; its counts only grow, so it is never named for what it does not come to.
 */
export async function currentAlerts({ findings, records }: Pick<Store, 'findings' | 'records'>, asked: Asked): Promise<Alerts> {
  const { now, criticalities = new Criticalities() } = asked;
  const anomalies = await findings.anomalies({ from: now - DAY, to: now, limit: MOST });
  const { discovered, expectedFalse } = discoveries(anomalies, asked);
  const ended = await casesThatEnded(records, anomalies);
  const rows = foldCases(anomalies)
    .filter(({ lead }) => !ended.has(caseOf(lead)))
    .map((row) => ({ ...row, criticality: criticalities.ofAll([row.lead.entity, ...row.also]) }))
    .sort((a, b) => priorityOf(b.lead.score, b.criticality) - priorityOf(a.lead.score, a.criticality));
  const worthy = rows.filter(({ lead }) => discovered.has(caseOf(lead)));
  const admitted = await admit(records, worthy, asked);
  const byCase = new Map(admitted.map((one) => [one.case, one]));
  const awake = (row: RankedAnomaly): boolean => row.until > now - QUIET;
  return {
    firing: rows.filter(awake).flatMap((row) => {
      const known = byCase.get(caseOf(row.lead));
      return known ? [{ ...known, row }] : [];
    }),
    overflow: worthy.filter((row) => awake(row) && !byCase.has(caseOf(row.lead))),
    admitted: admitted.filter(({ at }) => at > now - DAY),
    expectedFalse,
  };
}

/** The cases of the anomalies that are discoveries of their hours. Anomalies rarer than 1 in 1,000 are stored; a threshold above that takes all of them. */
function discoveries(
  anomalies: readonly Anomaly[],
  { known, ...rate }: Pick<Asked, 'known' | 'rate' | 'strict'>
): { discovered: Set<string>; expectedFalse: number } {
  const discovered = new Set<string>();
  let expectedFalse = 0;
  for (const hour of Map.groupBy(anomalies, ({ start }) => start).values()) {
    const logPs = hour.map(({ minusLog10P }) => -minusLog10P * Math.LN10);
    const threshold = discoveryThreshold(logPs, known, rate);
    expectedFalse += Math.max(known, hour.length) * Math.exp(threshold);
    hour.forEach((anomaly, i) => {
      if (logPs[i]! <= threshold) discovered.add(caseOf(anomaly));
    });
  }
  return { discovered, expectedFalse };
}

/** Cases of which a person called an anomaly benign, or does not want to hear. */
async function casesThatEnded(records: RecordStore, anomalies: readonly Anomaly[]): Promise<ReadonlySet<string>> {
  const verdicts = await records.list<Verdict>('verdict');
  const ended = new Set(verdicts.filter(({ value }) => value.verdict !== 'threat').map(({ id }) => id));
  return new Set(anomalies.filter(({ id }) => ended.has(id)).map(caseOf));
}

interface Book {
  readonly admitted: readonly AdmittedCase[];
}
/** Of those that were admitted, the last are remembered: fifty days of twenty. */
const REMEMBERED = 1_000;
const ATTEMPTS = 8;

/** Admits what there is room for, in the order given. @returns all that are admitted, whoever admitted them */
async function admit(records: RecordStore, rows: readonly RankedAnomaly[], budget: Asked): Promise<readonly AdmittedCase[]> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const known = await records.get<Book>(KIND, ID);
    const before = known?.value.admitted ?? [];
    const admitted = withRoom(before, rows, budget);
    if (admitted.length === before.length) return before;
    if ((await records.put(KIND, ID, { admitted: admitted.slice(-REMEMBERED) }, known?.version)) !== undefined) return admitted;
  }
  return (await records.get<Book>(KIND, ID))?.value.admitted ?? [];
}

function withRoom(before: readonly AdmittedCase[], rows: readonly RankedAnomaly[], { now, ...budget }: Asked): AdmittedCase[] {
  const admitted = [...before];
  const known = new Set(before.map((one) => one.case));
  for (const { lead } of rows) {
    const one: AdmittedCase = { case: caseOf(lead), entity: lead.entity, at: now, critical: severityOf(lead.score) === 'critical' };
    if (!known.has(one.case) && hasRoom(admitted, one, budget)) admitted.push(one);
  }
  return admitted;
}
