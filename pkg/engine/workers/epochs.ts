import { HabitusError } from '../../errors';
import { decode, encode } from '../../store/encoding/json';
import type { StateStore } from '../../store/store';
import { Pools, type StoredPools } from '../pools';
import { SharedEpoch, type StoredEpoch } from '../shared-epoch';

/** An epoch as the coordinator cut it, with the pools that the next is cut from. */
interface Kept {
  readonly shared: StoredEpoch;
  readonly pools: StoredPools;
}

/** Epochs in a process: this and the one before. */
const HELD = 2;

/** Epochs of a namespace, immutable, each in a block of its own: cut by one worker, entered by all. */
export class Epochs {
  private readonly held = new Map<string, SharedEpoch>();

  public constructor(private readonly state: StateStore) {}

  /** The first to write a number decides what it is; who cut it again cut the same. */
  public async put(round: number, shared: StoredEpoch, pools: Pools): Promise<void> {
    const kept: Kept = { shared, pools: pools.stored() };
    await this.state.put(keyOf(round, shared.epoch.number), Buffer.from(encode(kept)), undefined);
  }

  /** @throws HabitusError HAB-STATE-001 when it is not there */
  public async shared(round: number, number: number): Promise<SharedEpoch> {
    if (number === 0) return SharedEpoch.NONE;
    const key = keyOf(round, number);
    const epoch = this.held.get(key) ?? new SharedEpoch((await this.read(key)).shared);
    this.held.delete(key);
    this.held.set(key, epoch);
    for (const old of this.held.keys()) if (this.held.size > HELD) this.held.delete(old);
    return epoch;
  }

  public async pools(round: number, number: number): Promise<Pools> {
    return number === 0 ? new Pools() : Pools.from((await this.read(keyOf(round, number))).pools);
  }

  public async forget(round: number, number: number): Promise<void> {
    await this.state.delete(keyOf(round, number));
  }

  private async read(key: string): Promise<Kept> {
    const found = await this.state.get(key);
    if (found === undefined) throw new HabitusError('HAB-STATE-001', `no block ${key}`);
    return decode<Kept>(Buffer.from(found.bytes).toString());
  }
}

function keyOf(round: number, number: number): string {
  return `epoch/${round}/${number}`;
}
