import type { Millis, Observation } from '../../../model';

/** Observations that come in order of their bucket, taken as far as somebody needs them. */
export class OwnCursor {
  private readonly from: AsyncIterator<Observation>;
  private next: Promise<IteratorResult<Observation>> | undefined;

  public constructor(observations: AsyncIterable<Observation>) {
    this.from = observations[Symbol.asyncIterator]();
  }

  /** Those whose bucket begins before a moment and that were not taken yet. */
  public async *before(moment: Millis): AsyncGenerator<Observation> {
    for (;;) {
      this.next ??= this.from.next();
      const { done, value } = await this.next;
      if (done === true || value.start >= moment) return;
      this.next = undefined;
      yield value;
    }
  }

  public async close(): Promise<void> {
    await this.from.return?.();
  }
}
