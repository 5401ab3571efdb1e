import { DAY, HOUR, type Millis } from '../model';
import { SurpriseHistogram, type StoredHistogram } from '../score/histogram';
import { summaryOf, type LogPart } from './log-spread';
import { PeerPool, type StoredPeerPool } from './peer-pool';
import type { EpochPeers, StoredEpoch } from './shared-epoch';

/** Below this many observations in a pool, epochs are also cut within the day, so that a short log gets calibrated scores before its first midnight. */
const BRING_UP = 100_000;
/** While they are small, a new one is cut where twice as much was seen as at the last. */
const GROWTH = 2;
/** Where it is looked whether they grew: the same hours for whoever scores which part of the population. */
const LOOKS = [1, 2, 4, 8, 16].map((hour) => hour * HOUR);
const WEEKLY_KEEP = 0.9;

/** What one feature's entities add to what all share. */
export interface TrackContribution {
  /** Since the last cut, by detector. */
  readonly judges: Readonly<Record<string, StoredHistogram>>;
  /** Since the last cut. */
  readonly peers: StoredPeerPool;
  /** In all. */
  readonly members: number;
  readonly logs: readonly LogPart[];
}

/**
 * What a part of the population adds to what all share, since the last epoch was cut. Counts are whole numbers, whose sum has no order; what is not
 * (dispersion, spread) is kept by group of partitions and added up in their order. So the sum is the same however the population is divided.
 */
export interface Contribution {
  /** By `feature@version`. */
  readonly tracks: Readonly<Record<string, TrackContribution>>;
  /** By entity type. */
  readonly combinations: Readonly<Record<string, StoredHistogram>>;
}

export interface StoredPools {
  readonly histograms: Readonly<Record<string, StoredHistogram>>;
  readonly combinations: Readonly<Record<string, StoredHistogram>>;
  readonly peers: Readonly<Record<string, StoredPeerPool>>;
  readonly seenAtCut: number;
}

/** What all entities of a namespace share, as of the last epoch: that epochs are cut from. */
export class Pools {
  private histograms = new Map<string, SurpriseHistogram>();
  private combinations = new Map<string, SurpriseHistogram>();
  private peers = new Map<string, PeerPool>();
  private seenAtCut = 1;

  /** Whether an epoch may still be cut within the day. */
  public get growing(): boolean {
    return GROWTH * this.seenAtCut < BRING_UP;
  }

  /** The next hour after `at` that a new epoch may begin with. */
  public static lookAfter(at: Millis, growing: boolean): Millis {
    const midnight = Math.floor(at / DAY) * DAY;
    const look = growing ? LOOKS.find((hour) => midnight + hour > at) : undefined;
    return midnight + (look ?? DAY);
  }

  /** Whether a new epoch begins with this hour. @param fresh observations since the last cut */
  public cutsAt(hour: Millis, epoch: number, fresh: number): boolean {
    if (epoch === 0 || hour % DAY === 0) return true;
    if (!LOOKS.includes(hour % DAY)) return false;
    const seen = this.seen() + fresh;
    return seen < BRING_UP && seen >= GROWTH * this.seenAtCut;
  }

  /** Takes up what was learnt since the last epoch, by whomever, and freezes the next. */
  public cut(hour: Millis, number: number, contributions: readonly Contribution[]): StoredEpoch {
    const logs = new Map<string, LogPart[]>();
    const members = new Map<string, number>();
    for (const { tracks, combinations } of contributions) {
      for (const [key, track] of Object.entries(tracks)) {
        for (const [name, histogram] of Object.entries(track.judges)) histogramIn(this.histograms, `${key}/${name}`).merge(histogram);
        this.poolOf(key).merge(track.peers);
        members.set(key, (members.get(key) ?? 0) + track.members);
        logs.set(key, [...(logs.get(key) ?? []), ...track.logs]);
      }
      for (const [type, histogram] of Object.entries(combinations)) histogramIn(this.combinations, type).merge(histogram);
    }
    if (hour % (7 * DAY) === 0) this.age();
    this.seenAtCut = Math.max(1, this.seen());
    const peers = [...members].map(([key, count]): [string, EpochPeers] => {
      const spread = summaryOf(logs.get(key) ?? []);
      return [key, { pool: { ...this.poolOf(key).stored(), ...(spread && { logs: spread }) }, members: count }];
    });
    const epoch = { number, from: hour, equalisers: storedAll(this.histograms), combinations: storedAll(this.combinations) };
    return { epoch, peers: Object.fromEntries(peers) };
  }

  public stored(): StoredPools {
    return {
      histograms: storedAll(this.histograms),
      combinations: storedAll(this.combinations),
      peers: Object.fromEntries([...this.peers].map(([key, pool]) => [key, pool.stored()])),
      seenAtCut: this.seenAtCut,
    };
  }

  public static from(stored: StoredPools): Pools {
    const pools = new Pools();
    pools.histograms = restoredAll(stored.histograms);
    pools.combinations = restoredAll(stored.combinations);
    pools.peers = new Map(Object.entries(stored.peers).map(([key, pool]) => [key, PeerPool.from(pool)]));
    pools.seenAtCut = stored.seenAtCut;
    return pools;
  }

  private age(): void {
    for (const histogram of [...this.histograms.values(), ...this.combinations.values()]) histogram.age(WEEKLY_KEEP);
  }

  private seen(): number {
    let seen = 0;
    for (const histogram of this.histograms.values()) seen += histogram.n;
    return seen;
  }

  private poolOf(key: string): PeerPool {
    const pool = this.peers.get(key) ?? new PeerPool();
    this.peers.set(key, pool);
    return pool;
  }
}

export function histogramIn(histograms: Map<string, SurpriseHistogram>, key: string): SurpriseHistogram {
  let histogram = histograms.get(key);
  if (!histogram) histograms.set(key, (histogram = new SurpriseHistogram()));
  return histogram;
}

export function storedAll(histograms: ReadonlyMap<string, SurpriseHistogram>): Record<string, StoredHistogram> {
  const inOrder = [...histograms].sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(inOrder.map(([key, histogram]) => [key, histogram.stored()]));
}

export function restoredAll(stored: Readonly<Record<string, StoredHistogram>>): Map<string, SurpriseHistogram> {
  return new Map(Object.entries(stored).map(([key, histogram]) => [key, SurpriseHistogram.from(histogram)]));
}

/** Observations in a contribution. */
export function seenIn({ tracks }: Contribution): number {
  return Object.values(tracks).reduce((sum, { judges }) => sum + Object.values(judges).reduce((inner, { n }) => inner + n, 0), 0);
}
