import { MINUTE, type Millis } from '../../pkg/model';
import type { EventStore } from '../../pkg/store/store';
import type { DeadLetters } from './dead-letters';

/**
 * Once a minute: drops events that were kept long enough, merges what came in many batches, and brings closed days into the form that is cheap
 * to keep; dead letters that are too old go too. A minute with nothing to do costs milliseconds; at full speed a minute makes a hundred files. What fails is tried again the next time.
 */
export class Housekeeping {
  public error: string | undefined;
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();

  /** @param keep how long events are kept after their ingest; undefined: for ever */
  public constructor(
    private readonly events: Pick<EventStore, 'compact' | 'retain'>,
    private readonly clock: () => Millis,
    private readonly keep?: Millis,
    private readonly letters?: Pick<DeadLetters, 'expire'>
  ) {}

  public start(every = MINUTE): void {
    this.timer ??= setInterval(() => void this.round(), every).unref();
  }

  /** One round at once; never two at a time. */
  public async round(): Promise<void> {
    this.running = this.running.then(async () => await this.tidy());
    await this.running;
  }

  /** Waits for the round that runs. Safe twice, and if it was never started. */
  public async stop(): Promise<void> {
    clearInterval(this.timer);
    this.timer = undefined;
    await this.running;
  }

  private async tidy(): Promise<void> {
    try {
      if (this.keep !== undefined) await this.events.retain(this.clock() - this.keep);
      await this.letters?.expire(this.clock());
      await this.events.compact(this.clock());
      this.error = undefined;
    } catch (cause) {
      this.error = cause instanceof Error ? cause.message : String(cause);
    }
  }
}
