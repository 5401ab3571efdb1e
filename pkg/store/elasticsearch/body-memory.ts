/** Memory of bulk bodies between requests: bodies of megabytes that are made anew each time cost more in collection of garbage than in their making. */
export class BodyMemory {
  private readonly free: Buffer[] = [];

  /** @param bytes of each; @param most that are kept */
  public constructor(
    private readonly bytes: number,
    private readonly most: number
  ) {}

  public take(): Buffer {
    return this.free.pop() ?? Buffer.allocUnsafe(this.bytes);
  }

  /** To be called only when nobody sends from it any more. One that had to grow is not kept. */
  public give(memory: Buffer): void {
    if (memory.length === this.bytes && this.free.length < this.most) this.free.push(memory);
  }
}
