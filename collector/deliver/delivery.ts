import { setTimeout as sleep } from 'node:timers/promises';
import type { Millis } from '../../pkg/model';
import type { Appended, EventStore } from '../../pkg/store/store';
import type { WriteAheadLog } from './write-ahead-log';

const EVERY = 100;
/** A segment is handed over at so many bytes, for the store takes large batches at a third of the cost of small ones, or when it is so old. */
const WORTH_BYTES = 24 * 1024 * 1024;
const OLDEST = 1_000;
const FIRST_PAUSE = 200;
const LONGEST_PAUSE = 30_000;
/** How long a process that ends waits for the store, milliseconds. */
const DRAIN = 10_000;

/** Carries segments of the write-ahead log into the store, one after the other, until they are in: failures wait with back-off and jitter and are tried again. */
export class Delivery {
  public error: string | undefined;
  private readonly queue: string[];
  private timer: NodeJS.Timeout | undefined;
  private queued: Promise<void> = Promise.resolve();
  private waiting = false;
  private stopped = false;
  /** Who waits for an answer now: nobody then waits for a pause to end. */
  private asking = 0;
  private wake = new AbortController();
  /** Everything that was acknowledged before is in the store. */
  private until: Millis;

  public constructor(
    private readonly log: WriteAheadLog,
    private readonly events: Pick<EventStore, 'appendFile'>,
    /** To keep what the store refused, and to count. The segment is forgotten when it resolves. */
    private readonly onStored: (appended: Appended, path: string) => void | Promise<void>,
    found: readonly string[],
    private readonly clock: () => Millis = Date.now
  ) {
    this.queue = [...found];
    this.until = found.length === 0 ? clock() : 0;
  }

  /** Until when everything that was acknowledged is in the store: now, where nothing waits. */
  public get settled(): Millis {
    const { filling, hasReady, events } = this.log;
    if (this.queue.length === 0 && filling === undefined && !hasReady && events === 0) this.until = this.clock();
    return this.until;
  }

  public start(): void {
    this.timer = setInterval(() => void this.round(), EVERY);
    this.timer.unref();
  }

  /** Everything acknowledged before the call is in the store, or it throws why not after one try. */
  public async flush(): Promise<void> {
    this.asking++;
    this.wake.abort();
    try {
      await this.alone(async () => await this.deliverAll(true));
    } finally {
      this.asking--;
    }
  }

  /**
   * Delivers what it can in one try, for at most `within` milliseconds: what is not in the store by then stays in the log, for the next process.
   * Safe twice.
   */
  public async stop(within = DRAIN): Promise<void> {
    this.stopped = true;
    clearInterval(this.timer);
    const enough = new AbortController();
    const flushed = this.flush().catch((cause: unknown) => (this.error = cause instanceof Error ? cause.message : String(cause)));
    const late = sleep(within, undefined, { signal: enough.signal }).then(
      () => (this.error ??= `the store did not answer within ${within} ms`),
      () => undefined
    );
    await Promise.race([flushed, late]);
    enough.abort();
  }

  private async round(): Promise<void> {
    if (this.waiting || this.stopped || !this.isWorth()) return;
    this.waiting = true;
    await this.alone(async () => await this.deliverAll(false)).finally(() => (this.waiting = false));
  }

  private isWorth(): boolean {
    const { filling, hasReady } = this.log;
    return hasReady || this.queue.length > 0 || (filling !== undefined && (filling.bytes >= WORTH_BYTES || performance.now() - filling.since >= OLDEST));
  }

  /** One carrier at a time: two would deliver the same segment. */
  private async alone(work: () => Promise<void>): Promise<void> {
    const mine = this.queued.then(work);
    this.queued = mine.catch(() => undefined);
    await mine;
  }

  private async deliverAll(once: boolean): Promise<void> {
    const began = this.clock();
    this.queue.push(...this.log.takeReady());
    const fresh = await this.log.rotate();
    if (fresh !== undefined) this.queue.push(fresh);
    for (let path = this.queue[0]; path !== undefined; path = this.queue[0]) {
      if (!(await this.deliver(path, once))) return;
      this.queue.shift();
    }
    this.until = began;
  }

  /** @returns whether it is in the store; not, where the process ends or somebody asks for all of it */
  private async deliver(path: string, once: boolean): Promise<boolean> {
    for (let pause = FIRST_PAUSE; once || (!this.stopped && this.asking === 0); pause = Math.min(LONGEST_PAUSE, pause * 2)) {
      const failure = await this.tryOnce(path);
      if (failure === undefined) return true;
      if (once) throw failure;
      this.wake = new AbortController();
      await sleep(pause * (0.5 + Math.random()), undefined, { ref: false, signal: this.wake.signal }).catch(() => undefined);
    }
    return false;
  }

  private async tryOnce(path: string): Promise<Error | undefined> {
    try {
      const appended = await this.events.appendFile(path, this.log.fieldsOf(path));
      await this.onStored(appended, path);
      await this.log.forget(path);
      this.error = undefined;
      return undefined;
    } catch (cause) {
      const failure = cause instanceof Error ? cause : new Error(String(cause));
      this.error = failure.message;
      return failure;
    }
  }
}
