import type { Anomaly, Receipt } from './anomaly';
import type { EntityRef } from './entity';

/** What a panel asks of the data source. `queryType` of Grafana's DataQuery holds the kind. */
export const QUERY_TYPES = ['anomalies', 'baseline', 'risk'] as const;
export type QueryType = (typeof QUERY_TYPES)[number];

/**
 * The `json` of a data query.
 *
 * Frames that answer it:
 *  - `anomalies`, format `table` (default): one table frame, a case a row as `Engine.ranking`, highest score first, fields in this order:
 *    time (since), entity, entityType, reason, score, severity, odds, observed, expected, technique, hours, until (time), leadStart (time), feature, id, closed (boolean), also (entity keys), criticality.
 *  - `anomalies`, format `numeric`: numeric-multi 0.1, one frame an entity, value `score`, labels entity, entityType.
 *  - `anomalies`, format `alerts`: numeric-multi 0.1, one frame an admitted case, value `score`, labels case, entity, entityType; and one of constant labels that
 *    counts what is beyond the budget: for alert rules above 0.
 *  - `baseline`: timeseries-multi 0.1, four frames named observed, expected, lower, upper with labels entity, entityType, feature, and a fifth named
 *    `anomalies` (value: observed, null where none) when `withAnomalies` is set, and where the baseline became another for good a sixth
 *    named `changed` (value: expected at those points). Beyond what was learnt the band goes on for 7 days.
 *  - `risk`, format `series` (default): timeseries-multi, one frame an entity; format `numeric`: numeric-multi of the ranking now.
 */
export interface HabitusQuery {
  readonly queryType: QueryType;
  readonly format?: 'table' | 'series' | 'numeric' | 'alerts';
  /** `user:jweber`; empty: all. */
  readonly entity?: string;
  readonly feature?: string;
  readonly minScore?: number;
  readonly limit?: number;
  readonly withAnomalies?: boolean;
}

/**
 * Resources of the data source (`/api/datasources/uid/<uid>/resources/<path>`), all JSON:
 *  - GET  `anomalies/<id>`          AnomalyDetail
 *  - GET  `anomalies/<id>/verify`   Verification
 *  - GET  `trust`                   Trust
 *  - GET  `features`                FeatureSummary[]
 *  - GET  `entities?search=&type=`  { entities: EntityRef[] }, at most 100
 *  - GET  `sparklines?ids=a,b,c`    Record<anomaly id, Sparkline>, at most 50 ids
 *  - POST `verdicts`                VerdictRequest, Editor or Admin; answers { ok: true }
 */
export interface AnomalyDetail {
  readonly anomaly: Anomaly;
  readonly receipt: Receipt;
  readonly explanation: {
    readonly sentence: string;
    readonly paragraphs: readonly string[];
    readonly arithmetic: readonly { readonly label: string; readonly value: string }[];
    readonly borrowed: { readonly own: number; readonly neighbour: number; readonly peer: number };
    readonly also: readonly { readonly label: string; readonly odds: string }[];
    readonly odds: string;
  };
  /** Of every finding in the receipt. */
  readonly features: readonly FeatureSummary[];
  /** The events behind the leading finding, oldest first, at most 100, flat dotted names. */
  readonly events: readonly Record<string, unknown>[];
  readonly eventCount: number;
  readonly verdict?: Verdict;
  /** The other anomalies of its case, in order of time, at most 100. */
  readonly sameCase: readonly CaseMember[];
  /** When it was first written and with which score, where its hour was watched while it filled. */
  readonly arrival?: { readonly first: number; readonly initialScore: number };
}

/** An anomaly as a line of its case. */
export type CaseMember = Pick<Anomaly, 'id' | 'entity' | 'start' | 'score' | 'severity' | 'reason' | 'closed'>;

/** A receipt computed again, as `habitus verify` does. `from` is what the observed values were recomputed from. */
export interface Verification {
  readonly id: string;
  readonly same: boolean;
  readonly from: 'events' | 'rollups' | 'inputs' | 'erased';
  readonly differences: readonly { readonly what: string; readonly stored: number | null; readonly recomputed: number | null }[];
}

export interface Sparkline {
  readonly feature: string;
  readonly width: number;
  readonly start: number;
  readonly observed: readonly (number | null)[];
  readonly expected: readonly (number | null)[];
  readonly lower: readonly (number | null)[];
  readonly upper: readonly (number | null)[];
  /** Indexes of anomalous points. */
  readonly marks: readonly number[];
}

export interface Trust {
  readonly newestEvent?: number;
  readonly scoredUpTo?: number;
  readonly now: number;
  readonly silentSources: readonly { readonly source: string; readonly newest: number }[];
  readonly sources: readonly { readonly source: string; readonly count: number; readonly newest: number }[];
  readonly claimedOneInThousand?: number;
  readonly watched: Readonly<Record<string, number>>;
  readonly deadLettered: number;
  readonly dropped: number;
  readonly late: number;
  /** The data's own end: the default range of the views ends here when it is in the past (an import). */
  readonly dataEnd?: number;
  readonly dataStart?: number;
  readonly budgetPerDay: number;
}

export interface FeatureSummary {
  readonly id: string;
  readonly question: string;
  readonly unit: { readonly one: string; readonly many: string };
  readonly entityType: EntityRef['type'];
  readonly bucket: string;
  readonly kind: string;
  readonly technique?: string;
}

export type VerdictKind = 'threat' | 'benign' | 'snooze';
export interface VerdictRequest {
  readonly anomaly: string;
  readonly verdict: VerdictKind;
  readonly note?: string;
}
export interface Verdict extends VerdictRequest {
  readonly by: string;
  readonly at: number;
}
