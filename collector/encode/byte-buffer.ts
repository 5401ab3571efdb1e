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

  public byte(value: number): void {
    this.reserve(1);
    this.buffer[this.length++] = value;
  }

  /** Characters below 0x80 that need no escape in JSON. */
  public ascii(text: string): void {
    this.reserve(text.length);
    this.length += this.buffer.write(text, this.length, 'latin1');
  }

  /** A JSON string with its quotes. Lone surrogates become U+FFFD, as UTF-8 cannot hold them. */
  public jsonString(text: string): void {
    if (NEEDS_CARE.test(text)) {
      const escaped = JSON.stringify(text.toWellFormed());
      this.reserve(escaped.length * 3);
      this.length += this.buffer.write(escaped, this.length);
      return;
    }
    this.reserve(text.length + 2);
    this.buffer[this.length++] = QUOTE;
    this.length += this.buffer.write(text, this.length, 'latin1');
    this.buffer[this.length++] = QUOTE;
  }

  private reserve(more: number): void {
    if (this.length + more <= this.buffer.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.buffer.length * 2, this.length + more));
    this.buffer.copy(larger, 0, 0, this.length);
    this.buffer = larger;
  }
}

const QUOTE = 0x22;
const NEEDS_CARE = /[^\x20\x21\x23-\x5b\x5d-\x7e]/;
