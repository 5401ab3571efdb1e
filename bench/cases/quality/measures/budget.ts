import type { RankedAnomaly } from '../../../../pkg/engine/engine';
import { HOUR, type EntityRef, type Millis } from '../../../../pkg/model';

/** Something that should be named: in this time, by an anomaly of one of these entities. */
export interface Sought {
  readonly start: Millis;
  readonly end: Millis;
  readonly names: (entity: EntityRef) => boolean;
}

export interface AtBudget {
  /** Alerts a day per 1,000 entities. */
  readonly perThousand: number;
  readonly alerts: number;
  readonly precision: number;
  readonly recall: number;
}

export const BUDGETS = [1, 5, 20];

/**
 * What a person gets who reads the highest `budget` alerts a day for every 1,000 entities, over the whole span: rows of the ranking (adjacent hours of an
 * entity are one). Precision is the share of read rows that belong to something sought, recall the share of the sought that a read row belongs to.
 */
export function atBudgets(ranking: readonly RankedAnomaly[], sought: readonly Sought[], days: number, entities: number): AtBudget[] {
  return BUDGETS.map((perThousand) => {
    const read = ranking.slice(0, Math.max(1, Math.round((perThousand * days * entities) / 1_000)));
    const hits = read.filter((row) => sought.some((one) => belongs(row, one)));
    const found = sought.filter((one) => read.some((row) => belongs(row, one)));
    return { perThousand, alerts: read.length, precision: hits.length / Math.max(1, read.length), recall: found.length / Math.max(1, sought.length) };
  });
}

/** The row names one of its entities, in a time that overlaps. */
export function belongs({ lead, since, until }: RankedAnomaly, { start, end, names }: Sought): boolean {
  return names(lead.entity) && since < end + HOUR && until > Math.floor(start / HOUR) * HOUR;
}
