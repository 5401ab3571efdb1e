/** Runs asynchronous work one after the other, in the order it was asked for. One that fails does not stop the next. */
export class SerialQueue {
  private tail: Promise<unknown> = Promise.resolve();

  public async run<T>(work: () => Promise<T>): Promise<T> {
    const result = this.tail.then(work);
    this.tail = result.catch(() => undefined);
    return result;
  }

  /** Resolves when all that was asked for so far has ended. */
  public async idle(): Promise<void> {
    await this.tail;
  }
}
