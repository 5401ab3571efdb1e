import { setTimeout as sleep } from 'node:timers/promises';
import type { Appended, EventStore } from '../../pkg/store/store';
import type { WriteAheadLog } from './write-ahead-log';

const EVERY = 100;
/** A segment is handed over at so many bytes, for the store takes large batches at a third of the cost of small ones, or when it is so old. */
const WORTH_BYTES = 24 * 1024 * 1024;
const OLDEST = 1_000;
const LONGEST_PAUSE = 30_000;

/** Carries segments of the write-ahead log into the store, one after the other, until they are in: failures wait with back-off and jitter and are tried again. */
export class Delivery {
  public error: string | undefined;
  private readonly queue: string[];
  private timer: NodeJS.Timeout | undefined;
  private queued: Promise<void> = Promise.resolve();
  private waiting = false;
  private stopped = false;

  public constructor(
    private readonly log: WriteAheadLog,
    private readonly events: Pick<EventStore, 'appendFile'>,
    private readonly onStored: (appended: Appended, path: string) => void,
    found: readonly string[]
  ) {
    this.queue = [...found];
  }

  public start(): void {
    this.timer = setInterval(() => void this.round(), EVERY);
    this.timer.unref();
  }

  /** Everything acknowledged before the call is in the store, or it throws why not after one try. */
  public async flush(): Promise<void> {
    await this.alone(async () => await this.deliverAll(true));
  }

  public async stop(): Promise<void> {
    this.stopped = true;
    clearInterval(this.timer);
    await this.flush().catch((cause: unknown) => (this.error = String(cause)));
  }

  private async round(): Promise<void> {
    if (this.waiting || this.stopped || !this.isWorth()) return;
    this.waiting = true;
    await this.alone(async () => await this.deliverAll(false)).finally(() => (this.waiting = false));
  }

  private isWorth(): boolean {
    const { filling, hasFailed } = this.log;
    return hasFailed || this.queue.length > 0 || (filling !== undefined && (filling.bytes >= WORTH_BYTES || performance.now() - filling.since >= OLDEST));
  }

  /** One carrier at a time: two would deliver the same segment. */
  private async alone(work: () => Promise<void>): Promise<void> {
    const mine = this.queued.then(work);
    this.queued = mine.catch(() => undefined);
    await mine;
  }

  private async deliverAll(once: boolean): Promise<void> {
    this.queue.push(...this.log.takeFailed());
    const fresh = await this.log.rotate();
    if (fresh !== undefined) this.queue.push(fresh);
    for (let path = this.queue[0]; path !== undefined; path = this.queue[0]) {
      await this.deliver(path, once);
      if (this.error !== undefined) return;
      this.queue.shift();
    }
  }

  private async deliver(path: string, once: boolean): Promise<void> {
    for (let pause = 200; !this.stopped || once; pause = Math.min(LONGEST_PAUSE, pause * 2)) {
      const failure = await this.tryOnce(path);
      if (failure === undefined) return;
      if (once) throw failure;
      await sleep(pause * (0.5 + Math.random()), undefined, { ref: false });
    }
  }

  private async tryOnce(path: string): Promise<Error | undefined> {
    try {
      const appended = await this.events.appendFile(path, this.log.fieldsOf(path));
      await this.log.forget(path);
      this.onStored(appended, path);
      this.error = undefined;
      return undefined;
    } catch (cause) {
      const failure = cause instanceof Error ? cause : new Error(String(cause));
      this.error = failure.message;
      return failure;
    }
  }
}
