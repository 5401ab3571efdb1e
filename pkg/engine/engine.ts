import type { Alerts } from './alerts/alerts';
import type { AskingStatus } from './asking/asking';
import type { ReplayOptions } from './replay/replay';
import type { ReplayReport } from './replay/what-if';
import type { Criticality } from './criticality';
import type { BaselineChange, ChangesQuery } from './change/baseline-changes';
import type { ForecastQuery, ForecastRow } from './forecast/forecast';
import type { Anomaly, EntityRef, Millis } from '../model';

export interface BackfillReport {
  readonly buckets: number;
  readonly entities: number;
  readonly anomalies: number;
  readonly seconds: number;
}

/** A line of `habitus scores`. */
export interface ScoreRow {
  readonly entity: EntityRef;
  /** `*` on the rows of the combination. */
  readonly feature: string;
  /** `combined` for the combination. */
  readonly detector: string;
  readonly start: string;
  readonly end: string;
  readonly eventId?: string;
  readonly observed: number;
  readonly expected: number;
  readonly interval: readonly [number, number];
  readonly minusLog10P: number;
  readonly score: number;
}

export interface ScoresQuery {
  readonly entity?: EntityRef;
  readonly feature?: string;
  readonly detector?: string;
  readonly since?: Millis;
  readonly until?: Millis;
}

export interface VerifyResult {
  readonly id: string;
  readonly same: boolean;
  /** What `observed` was recomputed from. */
  readonly from: 'events' | 'rollups' | 'inputs' | 'erased';
  readonly differences: readonly { readonly what: string; readonly stored: number; readonly recomputed: number }[];
  /** What came from elsewhere, so that it could be taken as it is but not computed again. Absent: nothing. */
  readonly given?: readonly string[];
}

/** An anomaly in words, every number from the receipt. */
export interface Explanation {
  readonly id: string;
  readonly sentence: string;
  readonly paragraphs: readonly string[];
  /** Short enough to read aloud: label and value, in order. */
  readonly arithmetic: readonly { readonly label: string; readonly value: string; readonly number?: number }[];
  readonly borrowed: { readonly own: number; readonly neighbour: number; readonly peer: number };
  readonly also: readonly { readonly label: string; readonly odds: string }[];
  /** "once in 24,000 such hours" or "rarer than once in 100,000 such hours". */
  readonly odds: string;
}

export interface BaselinePoint {
  readonly at: Millis;
  readonly observed: number | null;
  readonly expected: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
}

export interface EngineStatus {
  /** Everything before it is scored and learnt. */
  readonly watermark?: Millis;
  readonly epoch: number;
  readonly entities: Readonly<Record<string, number>>;
  readonly oldest?: Millis;
  /** Per claim of p < 1e-3: how many of 1,000 hours made it, out of sample. Undefined below 1,000 observations. */
  readonly claimedOneInThousand?: number;
  /** Alerts in any 24 hours at most. */
  readonly budgetPerDay?: number;
  /** Judgements not made since this process began, by detector: its law has no word for the observation (a negative amount), or no answer came. Absent: none. */
  readonly unjudged?: Readonly<Record<string, number>>;
  /** Where several may learn: who does. */
  readonly workers?: readonly { readonly name: string; readonly since: string; readonly coordinates: boolean; readonly groups: number }[];
  /** Of the scoring service, as this process asked it. Absent where no feature is asked about. */
  readonly asked?: AskingStatus;
  /** Why the last round of the live engine failed; it is tried again every 15 seconds. */
  readonly trouble?: string;
}

/** Learns, scores, explains. The only place that orders stores, detectors and scores. Made by `createEngine` in pkg/engine/create.ts. */
export interface Engine {
  /** Learns and scores history in order, hour by hour, never looking ahead; goes on where an interrupted one stopped, or begins anew where an import overlapped. */
  backfill(options: {
    readonly since?: Millis;
    readonly until?: Millis;
    readonly onProgress?: (done: { readonly at: Millis; readonly from: Millis; readonly to: Millis; readonly anomalies: number }) => void;
    readonly signal?: AbortSignal;
  }): Promise<BackfillReport>;
  /** An import brought events from `oldest` on. Where that reaches back into what was learnt, the next backfill learns all of it again. */
  imported(oldest: Millis): Promise<void>;
  /**
   * Live: closes the hours behind the watermark (without one given: now less 5 minutes) and scores the open one, every 15 seconds. `tick` does one round
   * at once. Features by the day are scored when their day closes.
   */
  start(watermark?: () => Millis): void;
  tick(): Promise<void>;
  stop(): Promise<void>;
  /** Every scored observation, replayed from roll-ups, in order of time. */
  scores(query: ScoresQuery): AsyncIterable<ScoreRow>;
  verify(ids: readonly string[] | 'all'): AsyncIterable<VerifyResult>;
  explain(id: string): Promise<Explanation>;
  /** Whose level became lastingly another, in order of time: at the end of the week that showed it. */
  changes(query: ChangesQuery): Promise<BaselineChange[]>;
  /** What a changed configuration would have shown. Writes nothing. @throws HabitusError HAB-CLI-001 while nothing is learnt */
  replay(options: ReplayOptions): Promise<ReplayReport>;
  /** What the baselines expect of the buckets that are not learnt yet. @throws HabitusError HAB-FEAT-001 for a feature that is not defined */
  forecast(query: ForecastQuery): AsyncIterable<ForecastRow>;
  /** Beyond what was learnt the band goes on for 7 days, with `observed` where events are there already. */
  baseline(query: {
    readonly entity: EntityRef;
    readonly feature: string;
    readonly from: Millis;
    readonly to: Millis;
    readonly maxPoints?: number;
  }): Promise<BaselinePoint[]>;
  /** The cases of a span, highest score first: what triage and the printed table show. Of one entity: what it did itself in each. */
  ranking(query: {
    readonly from: Millis;
    readonly to: Millis;
    readonly limit: number;
    readonly minScore?: number;
    readonly entity?: EntityRef;
  }): Promise<RankedAnomaly[]>;
  /** What should wake somebody: within the rate of false ones and the budget. Whoever asks first admits; that is final. */
  alerts(now: Millis): Promise<Alerts>;
  status(): Promise<EngineStatus>;
}

/** A case: one incident over entities, hours and detectors. */
export interface RankedAnomaly {
  /** Of the most critical of its entities, where any are configured: it has changed the order. */
  readonly criticality?: Criticality;
  /** Its highest anomaly. */
  readonly lead: Anomaly;
  /** The others that it was seen at, the highest first. */
  readonly also: readonly EntityRef[];
  /** Its anomalies, in order of time. */
  readonly anomalies: readonly Anomaly[];
  readonly hours: number;
  readonly since: Millis;
  readonly until: Millis;
}
