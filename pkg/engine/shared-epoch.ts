import type { Peers } from '../detect/detector';
import { detectorNamed } from '../detect/registry';
import { Equaliser } from '../score/equaliser';
import type { StoredHistogram } from '../score/histogram';
import type { Millis } from '../model';
import { PeerPool, type StoredPeerPool } from './peer-pool';

/** Everything shared that shapes a score, immutable: what `verify` needs of the past. */
export interface Epoch {
  readonly number: number;
  readonly from: Millis;
  /** By `feature@version/detector`. */
  readonly equalisers: Readonly<Record<string, StoredHistogram>>;
  /** By entity type. */
  readonly combinations: Readonly<Record<string, StoredHistogram>>;
  /** The set of holiday calendars in force, in brief: another name, another set. Absent without calendars. */
  readonly calendars?: string;
}

/** A feature's entities as the epoch froze them. */
export interface EpochPeers {
  readonly pool: StoredPeerPool;
  readonly members: number;
}

/** An epoch with all that scoring needs of it. Immutable too, kept as long as an hour may be scored again; receipts hold what they used of the peers. */
export interface StoredEpoch {
  readonly epoch: Epoch;
  /** By `feature@version`. */
  readonly peers: Readonly<Record<string, EpochPeers>>;
}

const NO_SAMPLE = new Equaliser({ n: 0, bins: [] });
const NO_PEERS = new PeerPool().snapshot(0);

/** A stored epoch, ready to score by. Made once; whoever scores any part of the population holds the same. */
export class SharedEpoch {
  public static readonly NONE = new SharedEpoch({ epoch: { number: 0, from: 0, equalisers: {}, combinations: {} }, peers: {} });
  private readonly equalisers: ReadonlyMap<string, Equaliser>;
  private readonly combinations: ReadonlyMap<string, Equaliser>;
  private readonly peers: ReadonlyMap<string, Peers>;

  public constructor(public readonly stored: StoredEpoch) {
    this.equalisers = equalisersOf(stored.epoch.equalisers, keptOf);
    this.combinations = equalisersOf(stored.epoch.combinations);
    this.peers = new Map(Object.entries(stored.peers).map(([track, { pool, members }]) => [track, PeerPool.from(pool).snapshot(members)]));
  }

  public get number(): number {
    return this.stored.epoch.number;
  }

  public equaliser(track: string, detector: string): Equaliser {
    return this.equalisers.get(`${track}/${detector}`) ?? NO_SAMPLE;
  }

  public combination(type: string): Equaliser {
    return this.combinations.get(type) ?? NO_SAMPLE;
  }

  public peersOf(track: string): Peers {
    return this.peers.get(track) ?? NO_PEERS;
  }
}

function equalisersOf(stored: Readonly<Record<string, StoredHistogram>>, keeps: (key: string) => number = () => 0): Map<string, Equaliser> {
  return new Map(Object.entries(stored).map(([key, histogram]) => [key, new Equaliser(histogram, keeps(key))]));
}

/** What is left to a detector of its own word, by `feature@version/detector`. */
export function keptOf(key: string): number {
  return detectorNamed(key.slice(key.indexOf('/') + 1)).meta.keeps ?? 0;
}
