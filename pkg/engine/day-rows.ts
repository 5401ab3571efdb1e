import { DAY, type Millis } from '../model';
import type { ObservationStore, RollUp } from '../store/store';
import type { Judged } from './feature-track';
import { RollUpWriter } from './roll-up-writer';

/** Rows of one write: the next waits until those who ask had their turn. */
const ROWS = 8_192;
/** Rows in memory, about 1 kB each: beyond it they go to the store as pieces of rows. */
const MOST = 100_000;

/** The roll-ups of what is being learnt, on their way to the store: whole rows of a day that is learnt at once, pieces of them hour by hour, or where there are many. */
export class DayRows {
  private readonly rows = new RollUpWriter();
  private inPieces = false;

  /** @throws RangeError where the store only takes whole rows: it is for many writers, each of which holds the rows of its day */
  public constructor(
    private readonly store: ObservationStore,
    private readonly most = MOST
  ) {}

  public add(judged: Judged): void {
    this.rows.add(judged);
  }

  /** To be called now and then while a day is learnt. Undefined where nothing is to be done. */
  public writeIfMany(): Promise<void> | undefined {
    if (this.rows.size < this.most) return undefined;
    this.inPieces = true;
    return this.eachBatch((rows) => this.pieces.add(rows));
  }

  /** [from, to), of one UTC day, is learnt. */
  public async finish(from: Millis, to: Millis): Promise<void> {
    const isBegun = this.inPieces || from % DAY !== 0;
    this.inPieces = false;
    await this.eachBatch(async (rows) => await (isBegun ? this.pieces.add(rows) : this.store.write(rows)));
    if (to % DAY === 0) await this.pieces.join(to);
  }

  private get pieces(): NonNullable<ObservationStore['pieces']> {
    if (!this.store.pieces) throw new RangeError('store: expected one that takes pieces of rows');
    return this.store.pieces;
  }

  private async eachBatch(write: (rows: readonly RollUp[]) => Promise<void>): Promise<void> {
    let batch: RollUp[] = [];
    for (const row of this.rows.takeAll()) {
      if (batch.push(row) < ROWS) continue;
      await write(batch);
      batch = [];
    }
    if (batch.length > 0) await write(batch);
  }
}
