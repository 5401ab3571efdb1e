/** A growing buffer of bytes that is written again and again. `bytes()` is a view that the next `clear` makes invalid. */
export class ByteBuffer {
  private buffer: Buffer;
  private length = 0;

  public constructor(capacity = 64 * 1024) {
    this.buffer = Buffer.allocUnsafe(capacity);
  }

  public get size(): number {
    return this.length;
  }

  /** Bytes of memory it holds. */
  public get capacity(): number {
    return this.buffer.length;
  }

  public bytes(): Buffer {
    return this.buffer.subarray(0, this.length);
  }

  public clear(): void {
    this.length = 0;
  }

  /** Cuts back to an earlier size: what was written of a record that turned out to be bad. */
  public truncate(size: number): void {
    this.length = size;
  }

  /** As UTF-8. */
  public text(text: string): void {
    this.reserve(text.length * 3);
    this.length += this.buffer.write(text, this.length);
  }

  private reserve(more: number): void {
    if (this.length + more <= this.buffer.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.buffer.length * 2, this.length + more));
    this.buffer.copy(larger, 0, 0, this.length);
    this.buffer = larger;
  }
}
