import { setImmediate as breathe } from 'node:timers/promises';

/** Milliseconds of work at a stretch: a query or a health check waits for no more, and half a stretch on average. */
const STRETCH = 8;

/** Entities between two yields of work that is done in turns: a look at the clock for each would cost more than the entity. */
export const PIECE = 64;

/** The event loop is shared with queries, health and receivers: long work gives it away every few milliseconds, by the clock and not by the amount of work. */
export class Turns {
  private since = performance.now();

  public async give(): Promise<void> {
    if (performance.now() - this.since < STRETCH) return;
    await breathe();
    this.since = performance.now();
  }

  /** Does work that yields at every small piece of it. @param between is asked there whether something is to be waited for */
  public async through<T>(work: Iterator<void, T>, between?: () => Promise<void> | undefined): Promise<T> {
    for (;;) {
      const { done, value } = work.next();
      if (done === true) return value;
      const waiting = between?.();
      if (waiting) await waiting;
      if (performance.now() - this.since >= STRETCH) await this.give();
    }
  }
}
