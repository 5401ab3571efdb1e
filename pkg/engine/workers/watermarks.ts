import { HOUR, MINUTE, type Millis } from '../../model';
import type { RecordStore } from '../../store/store';

const KIND = 'collector';
/** A collector that told nothing for so long is taken for dead, and no longer waited for. */
const DEAD_AFTER = MINUTE;
const FORGOTTEN_AFTER = HOUR;

interface Told {
  readonly watermark: Millis;
}

/** A collector tells the engines up to when its sources have brought what they have, and that it lives. Its clock is compared with nobody's. */
export async function tellWatermark(records: RecordStore, collector: string, watermark: Millis): Promise<void> {
  const known = await records.get<Told>(KIND, collector);
  await records.put(KIND, collector, { watermark } satisfies Told, known?.version);
}

/**
 * Up to when all collectors that write to a cluster have brought what they have. Each tells it (`tellWatermark`); one whose record stays as it is for a
 * minute of this process's own time is dead. Whoever was not met before gets that minute, so a new engine does not close what a slow collector still brings.
 */
export class Watermarks {
  private readonly met = new Map<string, { version: number; since: Millis; value: Millis }>();
  private isRead = false;

  public constructor(
    private readonly records: RecordStore,
    /** Monotonic. */
    private readonly time: () => Millis = () => performance.now()
  ) {}

  /** Looks who told what. A failure leaves what was known. */
  public async read(): Promise<void> {
    const now = this.time();
    const told = await this.records.list<Told>(KIND);
    for (const { id, value, version } of told) {
      const before = this.met.get(id);
      if (before?.version === version) {
        if (now - before.since > FORGOTTEN_AFTER) await this.records.delete(KIND, id);
      } else this.met.set(id, { version, since: now, value: value.watermark });
    }
    const there = new Set(told.map(({ id }) => id));
    for (const id of this.met.keys()) if (!there.has(id)) this.met.delete(id);
    this.isRead = true;
  }

  /** The least of those that live; Infinity where nobody tells. Undefined before the first look. */
  public least(): Millis | undefined {
    if (!this.isRead) return undefined;
    const now = this.time();
    return Math.min(...[...this.met.values()].filter(({ since }) => now - since <= DEAD_AFTER).map(({ value }) => value));
  }
}
