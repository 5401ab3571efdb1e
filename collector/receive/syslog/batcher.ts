import { setTimeout as sleep } from 'node:timers/promises';
import type { RawRecord, RecordIntake } from '../intake';

const MOST_RECORDS = 5_000;
const PAUSE = 250;
/** How often a batch is tried as a whole. */
const WHOLE_TRIES = 2;
/** How long a stop waits for room in the log, milliseconds: for all that waits together. */
const LAST_WAIT = 2_000;

/**
 * Gathers records that nobody waits for an answer to, and takes them in batches: while one is synced to disk the next gathers.
 * What waits is bounded; a sender with a connection is held up by `room`, one without loses what is beyond, counted as `log-full`.
 */
export class Batcher {
  private readonly waiting: RawRecord[] = [];
  private waitingBytes = 0;
  private running: Promise<void> | undefined;
  /** When to give up, of `performance.now`: set by the stop. */
  private end = Infinity;

  public constructor(
    private readonly intake: Pick<RecordIntake, 'takeParts' | 'drop' | 'flush'>,
    private readonly limit: number
  ) {}

  public get isFull(): boolean {
    return this.waitingBytes >= this.limit;
  }

  /** Bytes are kept as they are: the caller must not write over them. */
  public add(record: RawRecord): void {
    if (this.waitingBytes + record.bytes.length > this.limit * 2) {
      this.intake.drop('log-full');
      return;
    }
    this.waitingBytes += record.bytes.length + OVERHEAD;
    this.waiting.push(record);
    this.running ??= this.run();
  }

  /** Resolves once there is room to go on reading. */
  public async room(): Promise<void> {
    while (this.isFull && this.running) await this.running;
  }

  /** Takes what waits. What finds no room in the log for two seconds is counted as lost, since no syslog sender can be told. */
  public async stop(): Promise<void> {
    this.end = Math.min(this.end, performance.now() + LAST_WAIT);
    await this.running;
    await this.intake.flush();
  }

  private async run(): Promise<void> {
    // One turn of the loop gathers what the socket has.
    await new Promise((resolve) => setImmediate(resolve));
    while (this.waiting.length > 0) {
      const batch = this.waiting.splice(0, MOST_RECORDS);
      await this.takeAll(batch);
      for (const { bytes } of batch) this.waitingBytes -= bytes.length + OVERHEAD;
    }
    this.running = undefined;
  }

  private async takeAll(batch: readonly RawRecord[]): Promise<void> {
    for (let tries = 0; tries === 0 || performance.now() < this.end; tries++) {
      try {
        await this.intake.takeParts(batch, 'live');
        return;
      } catch {
        if (tries === WHOLE_TRIES && batch.length > 1) return void (await this.takeHalves(batch));
        await sleep(PAUSE, undefined, { ref: false });
      }
    }
    this.intake.drop('log-full', batch.length);
  }

  /** What found no room for a while finds it sooner in parts; as a whole, a batch that is larger than the log would never find it. */
  private async takeHalves(batch: readonly RawRecord[]): Promise<void> {
    const half = batch.length >> 1;
    await this.takeAll(batch.slice(0, half));
    await this.takeAll(batch.slice(half));
  }
}

/** Of an object that holds a record. */
const OVERHEAD = 200;
