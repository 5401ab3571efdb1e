import type { PeerLogs, Peers } from '../detect/detector';
import { GROUPS } from './workers/partition';

const WEEK = 168;
const LEAST_DISPERSION = 0.1;
const MOST_DISPERSION = 2;

/** What the pool holds, as it is stored. */
export interface StoredPeerPool {
  readonly counts: readonly number[];
  readonly exposures: readonly number[];
  /** A sum a group of partitions. */
  readonly excess: readonly number[];
  readonly squares: readonly number[];
  /** Sum of the counts' squares; absent in what was stored before `spread` was known. */
  readonly raised?: number;
  readonly values: readonly (readonly [value: string, members: number])[];
  /** Of features that have values, as an epoch froze them. */
  readonly logs?: PeerLogs;
}

/**
 * What the entities of one feature are like together: mean count a bucket by hour of week over all of them, silent ones included, the
 * over-dispersion D of variance = mu + D mu^2, and how many of them use a value. Learnt after scoring; a snapshot of it is part of an epoch.
 * What is no whole number is summed by group of partitions, and the groups in their order: the same last digit whoever learnt which group.
 */
export class PeerPool {
  private readonly counts = new Float64Array(WEEK);
  private readonly exposures = new Float64Array(WEEK);
  private readonly excess = new Float64Array(GROUPS);
  private readonly squares = new Float64Array(GROUPS);
  private raised = 0;
  private readonly values = new Map<string, number>();
  private logs: PeerLogs | undefined;

  public expose(slot: number, entities: number): void {
    this.exposures[slot] = (this.exposures[slot] ?? 0) + entities;
  }

  /** @param group of the partition of the entity */
  public count(slot: number, group: number, observed: number, expected: number): void {
    this.counts[slot] = (this.counts[slot] ?? 0) + observed;
    const cut = Math.min(observed, expected + 12 * Math.sqrt(expected) + 3);
    this.raised += Math.floor(cut) ** 2;
    const difference = cut - expected;
    this.excess[group]! += difference * difference - expected;
    this.squares[group]! += expected * expected;
  }

  public firstUse(value: string): void {
    this.values.set(value, (this.values.get(value) ?? 0) + 1);
  }

  /** Adds what was learnt elsewhere, or since. */
  public merge({ counts, exposures, excess, squares, raised = 0, values }: StoredPeerPool): void {
    addAll(this.counts, counts);
    addAll(this.exposures, exposures);
    addAll(this.excess, excess);
    addAll(this.squares, squares);
    this.raised += raised;
    for (const [value, members] of values) this.values.set(value, (this.values.get(value) ?? 0) + members);
  }

  /** Frozen: what is learnt later does not change it. */
  public snapshot(members: number): Peers {
    const [exposure, total] = [sumOf(this.exposures), sumOf(this.counts)];
    const rate = exposure > 0 ? total / exposure : 0;
    const values = new Map(this.values);
    const [excess, squares] = [sumOf(this.excess), sumOf(this.squares)];
    const spread = this.spread();
    return {
      members,
      profile: exposure > 0 ? Float64Array.from(this.counts, (count, slot) => smooth(count, this.exposures[slot] ?? 0, rate)) : new Float64Array(0),
      rate,
      dispersion: squares > 0 ? Math.min(MOST_DISPERSION, Math.max(LEAST_DISPERSION, excess / squares)) : 0.5,
      ...(spread !== undefined && { spread }),
      ...(this.logs && { logs: this.logs }),
      share: (value) => (members === 0 ? 0 : (values.get(value) ?? 0) / members),
    };
  }

  public stored(): StoredPeerPool {
    return {
      counts: [...this.counts],
      exposures: [...this.exposures],
      excess: [...this.excess],
      squares: [...this.squares],
      raised: this.raised,
      values: [...this.values],
    };
  }

  /** Over-dispersion of a member's counts about the mean of all at the hour: (sum of (y - m)^2 - m) / sum of m^2. Whole sums, so it has no order. */
  private spread(): number | undefined {
    let [total, ofMeans] = [0, 0];
    this.counts.forEach((count, slot) => {
      total += count;
      if (this.exposures[slot]! > 0) ofMeans += (count * count) / this.exposures[slot]!;
    });
    return this.raised > 0 && ofMeans > 0 ? Math.max(0, (this.raised - ofMeans - total) / ofMeans) : undefined;
  }

  public static from(stored: StoredPeerPool): PeerPool {
    const pool = new PeerPool();
    pool.counts.set(stored.counts);
    pool.exposures.set(stored.exposures);
    pool.excess.set(stored.excess);
    pool.squares.set(stored.squares);
    pool.raised = stored.raised ?? 0;
    pool.logs = stored.logs;
    for (const [value, members] of stored.values) pool.values.set(value, members);
    return pool;
  }
}

/** An hour of the week that few were seen in leans on the mean of all hours: 100 entity-buckets' worth. */
function smooth(count: number, exposure: number, rate: number): number {
  return (count + 100 * rate) / (exposure + 100);
}

function addAll(to: Float64Array, more: readonly number[]): void {
  more.forEach((one, at) => {
    to[at] = (to[at] ?? 0) + one;
  });
}

function sumOf(numbers: Float64Array): number {
  return numbers.reduce((sum, one) => sum + one, 0);
}
