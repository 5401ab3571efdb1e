import { MOST_BYTES, type LineVisitor, type Splitter } from './line-splitter';

/**
 * Cuts chunks into JSON values: one behind the other over as many lines as they need, or the items of an array around them. The same visitor as of
 * lines. A value that is longer than a record may be is reported once, and reading goes on at the next line that begins with `{`.
 */
export class JsonSplitter implements Splitter {
  /** From the start of the value that is being read, or what is not looked at yet. */
  private held: Buffer = Buffer.alloc(0);
  /** Of `held` in the file. */
  private offset = 0;
  /** How far of `held` is looked at. */
  private at = 0;
  private depth = 0;
  private isText = false;
  private isSkipping = false;

  /** @param most the longest that is read */
  public constructor(
    private readonly visitor: LineVisitor,
    private readonly most = MOST_BYTES
  ) {}

  public push(chunk: Buffer): void {
    this.held = this.held.length === 0 ? chunk : Buffer.concat([this.held, chunk]);
    if (this.isSkipping) this.findNext();
    if (!this.isSkipping) this.read();
  }

  public end(): void {
    if (this.held.length > 0 && !this.isSkipping) this.visitor.line(this.held, 0, this.held.length, this.offset);
    this.held = Buffer.alloc(0);
    this.depth = 0;
  }

  private read(): void {
    for (;;) {
      if (this.depth === 0 && !this.toStart()) return;
      const end = this.toEnd();
      if (end === undefined) break;
      if (end > this.most) this.visitor.tooLong(this.offset, end, this.held.subarray(0, HEAD));
      else this.visitor.line(this.held, 0, end, this.offset);
      this.forget(end);
    }
    if (this.held.length <= this.most) return;
    this.visitor.tooLong(this.offset, this.held.length, this.held.subarray(0, HEAD));
    this.isSkipping = true;
    this.findNext();
  }

  /** To the next value; what stands between values is passed over. @returns false when there is none yet */
  private toStart(): boolean {
    let start = 0;
    while (start < this.held.length && BETWEEN.has(this.held[start] ?? 0)) start++;
    this.forget(start);
    return this.held.length > 0;
  }

  /** Behind the value that begins `held`, or undefined when it does not end there. A scalar ends with its line. */
  private toEnd(): number | undefined {
    if (this.depth === 0 && this.held[0] !== OPEN && this.held[0] !== OPEN_LIST) {
      const end = this.held.indexOf(LF);
      return end < 0 ? undefined : end;
    }
    for (; this.at < this.held.length; this.at++) {
      const byte = this.held[this.at] ?? 0;
      if (this.isText) this.inText(byte);
      else if (this.closes(byte)) return this.at + 1;
    }
    return undefined;
  }

  private inText(byte: number): void {
    if (byte === BACKSLASH) this.at++;
    else if (byte === QUOTE) this.isText = false;
  }

  /** Whether the value ends here. */
  private closes(byte: number): boolean {
    if (byte === QUOTE) this.isText = true;
    else if (byte === OPEN || byte === OPEN_LIST) this.depth++;
    else if (byte === CLOSE || byte === CLOSE_LIST) this.depth--;
    else return false;
    return this.depth === 0;
  }

  private forget(bytes: number): void {
    this.offset += bytes;
    this.held = this.held.subarray(bytes);
    this.at = 0;
    this.isText = false;
  }

  private findNext(): void {
    const found = this.held.indexOf('\n{');
    if (found < 0) {
      this.forget(Math.max(0, this.held.length - 1));
      return;
    }
    this.forget(found + 1);
    this.depth = 0;
    this.isSkipping = false;
    this.read();
  }
}

const HEAD = 1024;
const LF = 0x0a;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN = 0x7b;
const CLOSE = 0x7d;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
/** Blanks, commas, a byte-order mark, and the ends of the array around the values. */
const BETWEEN = new Set([0x20, 0x09, 0x0a, 0x0d, 0x2c, CLOSE, CLOSE_LIST, 0xef, 0xbb, 0xbf]);
