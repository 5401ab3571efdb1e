import type { EntityRef, Finding, Millis, Observation } from '../model';

/** From `detector.yaml`, which also makes the reference page. */
export interface DetectorMeta {
  readonly name: string;
  readonly version: number;
  readonly question: string;
  readonly formula: string;
  readonly judges: readonly Observation['kind'][];
  readonly tails: readonly ('upper' | 'lower' | 'both')[];
  /**
   * Share of its surprise beyond e^-40 that no equaliser takes away, where its p is that of a law of what it judges; absent where it is that of an
   * approximation, whose error has no bound.
   */
  readonly keeps?: number;
  readonly parameters: Readonly<Record<string, { readonly default: number; readonly why: string }>>;
  /**
   * Its p comes from elsewhere: somebody is asked for it when the hour is closed, about what was observed and never about silence. It expects nothing, so it is
   * no baseline: nobody is projected by it, and silent entities are no sample of it.
   */
  readonly asked?: true;
  /** Names of `Finding.inputs`, in order. */
  readonly inputs: readonly string[];
  readonly bytesPerState: number;
  readonly failures: readonly string[];
}

/** What is shared at scoring time: fixed for the bucket by its epoch, never changed by a detector. */
export interface Context {
  readonly entity: EntityRef;
  /** Hour of week in the entity's zone, 0 = Monday 00:00. */
  readonly slot: number;
  readonly width: Millis;
  readonly zone: string;
  readonly epoch: number;
  readonly tail: 'upper' | 'lower' | 'both';
  readonly peers: Peers;
  /** Where different ones are counted: how many of their type are known. Absent or 0: not known. */
  readonly population?: number;
  /** Of detectors that ask: the p that came for this observation. */
  readonly answer?: number;
  /** Whether the day is a holiday of the entity's calendar, and how much more than its usual the entity does on such days (month end, payday): 1 when absent. */
  readonly calendar: { readonly holiday: boolean; readonly factor?: number };
}

/** What the group of an entity is like, from the epoch; all zero when nothing is known yet. */
export interface Peers {
  readonly members: number;
  /** Mean count of a member in a bucket of this width, by hour of week (168), or empty. */
  readonly profile: Float64Array;
  /** Mean count a bucket over all hours. */
  readonly rate: number;
  /** Over-dispersion D of statistics.md 4.2: variance = mu + D mu^2. */
  readonly dispersion: number;
  /** The same of a member's counts about the group's mean of the hour, so that it holds how far apart the members stand. Absent while unknown. */
  readonly spread?: number;
  /** Share of the members that have this value (rarity's base). */
  share(value: string): number;
  /** Their values where the feature has values, on the scale ln(1 + value). Absent while unknown. */
  readonly logs?: PeerLogs;
}

/** How the values of a group are spread: between its members, and within one. */
export interface PeerLogs {
  /** Members that had any value. */
  readonly members: number;
  /** Mean over the members of each one's mean. */
  readonly mean: number;
  /** Variance of the members' means. */
  readonly between: number;
  /** Variance of a member's values about its own mean, pooled. */
  readonly within: number;
}

/**
 * Judges observations of one entity and one feature. `S` is a view of one state inside a `StateBlock`.
 *
 * Order: for a bucket, `score` first, `learn` after, never before. Buckets without observation are passed by `advance`, which leaves the same
 * bits as visiting each with a count of zero (`zero: learn`) or with nothing (`skip`).
 * `score` is pure. `judge` is what `score` ends in: the finding as a function of the inputs alone, so that `verify` can repeat it.
 * @throws RangeError on NaN, negative counts, or a time before the state's own: a wrong number here poisons a baseline for months
 */
export interface Detector<S> {
  readonly meta: DetectorMeta;
  /** False: an observation of a kind it judges, but that its law has no word for (the logarithm of a negative amount). It is passed by and counted. Absent: it judges all. */
  accepts?(obs: Observation): boolean;
  score(state: S, obs: Observation, ctx: Context): Finding;
  judge(inputs: readonly number[], obs: Observation, tail: Context['tail']): Finding;
  learn(state: S, obs: Observation, finding: Finding, ctx: Context): void;
  /** Passes the silent buckets from `from` (inclusive) to `to` (exclusive). `at` gives the context of each. */
  advance(state: S, from: Millis, to: Millis, zero: 'learn' | 'skip', at: (start: Millis) => Context): void;
  /** The entity's clock was found to be another: what was learnt of a slot belongs to the one so many hours later (168 to a week). Without slots: absent. */
  turn?(state: S, hours: number): void;
  readonly blocks: StateBlocks<S>;
}

export interface StateBlocks<S> {
  empty(capacity: number): StateBlock<S>;
  /** @throws HabitusError HAB-STATE-001 on wrong magic, type, unknown version or length, naming what came. Every past version stays readable. */
  restore(bytes: Uint8Array): StateBlock<S>;
}

/** Many states of one detector and feature, as typed arrays. */
export interface StateBlock<S> {
  readonly count: number;
  /** Adds an empty state, returns its index. */
  add(): number;
  /** A view; it may be reused by the next call of `at`. */
  at(index: number): S;
  /** The same numbers in arrays of their own: what is learnt there stays there. */
  copy(index: number): S;
  /** In memory, as allocated for `count` states. */
  bytes(): number;
  /** Header: magic "HBTS", format version, detector name, count; then the arrays, little endian. */
  persist(): Uint8Array;
}
