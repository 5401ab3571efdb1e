/** The longest line that is read; a longer one is skipped in bounded memory and reported once. */
export const MOST_BYTES = 1024 * 1024;

export interface LineVisitor {
  /** A line without its end, at `offset` of the decompressed file. The bytes are valid only during the call. */
  line(bytes: Uint8Array, start: number, end: number, offset: number): void;
  tooLong(offset: number, length: number, head: Uint8Array): void;
}

/** Cuts chunks into records. */
export interface Splitter {
  push(chunk: Buffer): void;
  end(): void;
}

/** Cuts chunks into lines: LF or CRLF, the last one also without an end, a byte-order mark skipped, empty lines passed over. */
export class LineSplitter implements Splitter {
  private carried: Buffer = Buffer.alloc(0);
  private offset = 0;
  /** Bytes of a line that is too long, already thrown away. */
  private skipped = 0;

  /** @param most the longest that is read */
  public constructor(
    private readonly visitor: LineVisitor,
    private readonly most = MOST_BYTES
  ) {}

  public push(chunk: Buffer): void {
    const bytes = this.carried.length === 0 ? chunk : Buffer.concat([this.carried, chunk]);
    let start = this.offset === 0 && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
    for (let end = bytes.indexOf(LF, start); end >= 0; end = bytes.indexOf(LF, start)) {
      this.emit(bytes, start, end);
      start = end + 1;
    }
    this.offset += start;
    this.carried = Buffer.from(bytes.subarray(start));
    if (this.carried.length > this.most) this.skip();
  }

  public end(): void {
    if (this.carried.length > 0 || this.skipped > 0) this.emit(this.carried, 0, this.carried.length);
    this.carried = Buffer.alloc(0);
  }

  private emit(bytes: Buffer, start: number, end: number): void {
    const at = this.offset + start;
    if (this.skipped > 0 || end - start > this.most) {
      this.visitor.tooLong(at - this.skipped, this.skipped + end - start, this.head.length > 0 ? this.head : bytes.subarray(start, start + HEAD));
      this.skipped = 0;
      this.head = Buffer.alloc(0);
      return;
    }
    const last = end > start && bytes[end - 1] === CR ? end - 1 : end;
    if (last > start) this.visitor.line(bytes, start, last, at);
  }

  private head: Buffer = Buffer.alloc(0);

  private skip(): void {
    if (this.skipped === 0) this.head = Buffer.from(this.carried.subarray(0, HEAD));
    this.skipped += this.carried.length;
    this.offset += this.carried.length;
    this.carried = Buffer.alloc(0);
  }
}

const LF = 0x0a;
const CR = 0x0d;
const HEAD = 1024;
