import type { Millis } from '../../model';
import { decode, encode } from '../../store/encoding/json';
import type { StateStore } from '../../store/store';
import type { Built } from '../cases/same-events';

interface Box {
  readonly from: Millis;
  readonly built: readonly Built[];
}

const EMPTY: Box = { from: 0, built: [] };

/** Anomalies of hours that still fill, from the group that scored them to the coordinator, who alone writes anomalies. One block a group, of the open hours alone. */
export class OpenBoxes {
  private readonly seen = new Map<number, number>();

  public constructor(private readonly state: StateStore) {}

  /** Adds what changed, and drops what is before `from`: it closed. */
  public async add(round: number, group: number, from: Millis, changed: readonly Built[]): Promise<void> {
    if (changed.length === 0) return;
    const found = await this.state.get(keyOf(round, group));
    const before = boxOf(found?.bytes).built.filter(({ anomaly }) => anomaly.start >= from);
    const built = new Map([...before, ...changed].map((one) => [one.anomaly.id, one]));
    await this.state.put(keyOf(round, group), Buffer.from(encode({ from, built: [...built.values()] } satisfies Box)), found?.version);
  }

  /** Ids of what may have been shown of a group: an anomaly that people saw stays when its hour closes. */
  public async shown(round: number, group: number): Promise<ReadonlySet<string>> {
    const { built } = boxOf((await this.state.get(keyOf(round, group)))?.bytes);
    return new Set(built.map(({ anomaly }) => anomaly.id));
  }

  /** What is open of a group, where it changed since this was last asked. */
  public async news(round: number, group: number): Promise<readonly Built[]> {
    const found = await this.state.get(keyOf(round, group));
    if (found === undefined || this.seen.get(group) === found.version) return [];
    this.seen.set(group, found.version);
    return boxOf(found.bytes).built;
  }

  /** Everything is news again. */
  public forget(): void {
    this.seen.clear();
  }
}

function boxOf(bytes: Uint8Array | undefined): Box {
  return bytes === undefined ? EMPTY : decode<Box>(Buffer.from(bytes).toString());
}

function keyOf(round: number, group: number): string {
  return `open/${round}/${group}`;
}
