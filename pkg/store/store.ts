import type { Anomaly, EntityRef, EntityType, Event, FieldName, Millis, Observation, Receipt, Risk, StoredFinding } from '../model';
import type { CountQuery } from '../observe/count-query';
import type { PackedSteps } from './encoding/steps';

/**
 * Everything durable of one namespace. Five small interfaces, a contract suite each (`contract/`), run by every implementation.
 * Life cycle: `open` makes or migrates nothing behind the user's back; `close` flushes, is safe twice.
 */
export interface Store {
  readonly namespace: string;
  /** True: any number of processes may have it open at once, so that whoever learns must hold a lease. */
  readonly shared?: boolean;
  readonly events: EventStore;
  readonly observations: ObservationStore;
  readonly state: StateStore;
  readonly findings: FindingStore;
  readonly records: RecordStore;
  health(): Promise<StoreHealth>;
  close(): Promise<void>;
}

export interface StoreHealth {
  readonly kind: 'duckdb' | 'elasticsearch' | 'memory';
  readonly ok: boolean;
  readonly detail: string;
  readonly bytes?: number;
  /** What is kept how long and what was dropped, where that is configured. */
  readonly kept?: string;
}

/** What became of a batch. `duplicates` were in the store (or twice in the batch) and count as success. `refused` go to dead letters. */
export interface Appended {
  readonly stored: number;
  readonly duplicates: number;
  readonly refused: readonly { readonly line: string; readonly reason: string }[];
}

/** What a compaction moved. */
export interface Compacted {
  readonly events: number;
  /** Files that became fewer. */
  readonly merged: number;
}

export interface EventStore {
  /**
   * Stores encoded events: JSON lines with dotted ECS names (`pkg/model/fields.ts`), each with `habitus.id`. Idempotent by that id; all of
   * the batch is durable when it resolves. `lines` may be reused by the caller afterwards.
   */
  append(lines: Uint8Array): Promise<Appended>;
  /**
   * The same from a file that is already on the same disk: a write-ahead-log segment. Lines without `habitus.id` are skipped.
   * @param fields no line holds any other field, for certain: a store may then skip what it need not look for. Undefined: any field
   */
  appendFile(path: string, fields?: ReadonlySet<FieldName>): Promise<Appended>;
  count(query: CountQuery): AsyncIterable<Observation>;
  /** Raw events, newest first, nested as ECS. */
  find(query: EventQuery): Promise<Event[]>;
  extent(): Promise<{ readonly count: number; readonly oldest?: Millis; readonly newest?: Millis; readonly sources: readonly SourceExtent[] }>;
  /** Deletes events older than `before` by ingest time. Returns how many. */
  retain(before: Millis): Promise<number>;
  /** Brings what was ingested before the UTC day of `now` into the form that is cheap to keep and read. No answer changes. To be called now and then. */
  compact(now: Millis): Promise<Compacted>;
}

export interface SourceExtent {
  readonly source: string;
  readonly count: number;
  readonly newest: Millis;
}

export interface EventQuery {
  readonly from: Millis;
  readonly to: Millis;
  readonly where?: import('../model').Condition;
  readonly limit: number;
  /** Only these fields are wanted; a store may give more. */
  readonly fields?: readonly FieldName[];
}

/** One entity, feature and UTC day. Arrays have one place per bucket of the day; NaN is "no observation". The truth from which state is rebuilt. */
export interface RollUp {
  readonly entity: EntityRef;
  readonly feature: string;
  readonly featureVersion: number;
  readonly day: Millis;
  readonly width: Millis;
  readonly observed: Float64Array;
  readonly expected: Float64Array;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  /** For value sets: the values met, per bucket with any. For single events: the value of each, by its `habitus.id`. */
  readonly values?: readonly { readonly bucket: number; readonly values: ReadonlyMap<string, number> }[];
  /** For steps in order: the day's different words, and the list of each bucket with any. */
  readonly steps?: { readonly words: readonly string[]; readonly lists: readonly (PackedSteps & { readonly bucket: number })[] };
}

/** What a write of one of several workers carries: rises whenever a lease changes hands, and with every write. */
export interface Fence {
  /** Of the lease. */
  readonly name: string;
  readonly version: number;
}

/** Days that are written as their hours close: each hour costs what it holds, not what its day holds so far. */
export interface RollUpPieces {
  /** Adds buckets to rows, which may be there or not. Of one bucket the last piece counts. */
  add(rows: readonly RollUp[]): Promise<void>;
  /** Makes one row each of the pieces of days before `before`. No answer changes. */
  join(before: Millis): Promise<void>;
}

export interface ObservationStore {
  /** Absent where rows are always written whole. */
  readonly pieces?: RollUpPieces;
  /**
   * Overwrites the same entity, feature and day.
   *
   * @throws HabitusError HAB-STORE-008 when a write with a newer fence was there before; a store may compare with what was written of any row, or of the same
   */
  write(rows: readonly RollUp[], fence?: Fence): Promise<void>;
  /** The day of the newest row. */
  newest(): Promise<Millis | undefined>;
  /** Deletes rows of days before `before`, the first of a UTC month. Returns how many. */
  retain(before: Millis): Promise<number>;
  /** In order of feature, entity, day. */
  read(query: { readonly from: Millis; readonly to: Millis; readonly feature?: string; readonly entity?: EntityRef }): AsyncIterable<RollUp>;
}

export interface StateStore {
  /** Opaque blocks. `put` is compare-and-set on `version`: undefined means "must not exist"; resolves to the new version, or undefined when another was faster. */
  get(key: string): Promise<{ readonly bytes: Uint8Array; readonly version: number } | undefined>;
  put(key: string, bytes: Uint8Array, version: number | undefined): Promise<number | undefined>;
  keys(prefix: string): Promise<string[]>;
  delete(key: string): Promise<void>;
}

export interface FindingStore {
  /** Overwrites by id, so that a rerun replaces itself. @throws HabitusError HAB-STORE-008 as `ObservationStore.write` */
  write(
    batch: {
      readonly findings: readonly StoredFinding[];
      readonly anomalies: readonly Anomaly[];
      readonly receipts: readonly Receipt[];
      readonly risk: readonly Risk[];
    },
    fence?: Fence
  ): Promise<void>;
  anomalies(query: AnomalyQuery): Promise<Anomaly[]>;
  /**
   * The cases of the highest anomalies that fit, the highest first: by `minusLog10P`, then the newest start, then the id. Unlike `score`, which ends at 100,
   * it tells the highest apart. Reads no anomaly, but where an older version wrote some that fit.
   */
  highestCases(query: CaseQuery): Promise<string[]>;
  receipt(id: string): Promise<Receipt | undefined>;
  /** Risk in force at `to` (highest first) or the series between. */
  risk(query: { readonly from: Millis; readonly to: Millis; readonly entity?: EntityRef; readonly limit: number }): Promise<Risk[]>;
  /** Moments in [from, to] of whatever entity, an entity as often as it comes: the highest values first, then by type, id and time. */
  highestRisk(query: { readonly from: Millis; readonly to: Millis; readonly limit: number }): Promise<Risk[]>;
  /** Deletes findings, anomalies with their receipts, and risk of before `before`, the first of a UTC month, of every run. Returns how many. */
  retain(before: Millis): Promise<number>;
  /** Removes what a run wrote in a span, before it is computed again. */
  clear(run: string, from: Millis, to: Millis): Promise<void>;
}

export interface AnomalyQuery {
  readonly run?: string;
  readonly from: Millis;
  readonly to: Millis;
  readonly entity?: EntityRef;
  readonly type?: EntityType;
  readonly id?: string | readonly string[];
  readonly minScore?: number;
  /** Only of these cases. */
  readonly cases?: readonly string[];
  readonly limit: number;
}

/** Of anomalies that any case may have. */
export type CaseQuery = Omit<AnomalyQuery, 'id' | 'cases'>;

/** Typed, versioned records: epochs, definitions, cursors, watermarks, verdicts, entities, audit. */
export interface RecordStore {
  get<T>(kind: string, id: string): Promise<{ readonly value: T; readonly version: number } | undefined>;
  put<T>(kind: string, id: string, value: T, version: number | undefined): Promise<number | undefined>;
  list<T>(kind: string, prefix?: string): Promise<{ readonly id: string; readonly value: T; readonly version: number }[]>;
  delete(kind: string, id: string): Promise<void>;
}
