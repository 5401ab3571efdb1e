import { MOST_BYTES, type LineVisitor, type Splitter } from '../line-splitter';

const LF = 0x0a;
const CR = 0x0d;
const QUOTE = 0x22;
const HEAD = 1024;

/** Where in a cell the next byte is. `closed`: behind a quote that ends the cell, or is the first of two. */
type State = 'start' | 'bare' | 'quoted' | 'closed';

/**
 * Cuts chunks into records of a CSV: a line end within quotes is part of its cell. Linear, whatever the chunks are. A record that is too long
 * (mostly a quote that nobody closed) is told once, and reading goes on behind the next line end.
 */
export class CsvSplitter implements Splitter {
  private carried: Buffer = Buffer.alloc(0);
  private offset = 0;
  /** How far the carried bytes were looked at. */
  private looked = 0;
  private state: State = 'start';
  private isSkipping = false;

  /** @param delimiter asked for when the first bytes are there: it may have to be guessed from them */
  public constructor(
    private readonly visitor: LineVisitor,
    private readonly delimiter: (first: Buffer) => number
  ) {}

  private code: number | undefined;

  public push(chunk: Buffer): void {
    const bytes = this.carried.length === 0 ? chunk : Buffer.concat([this.carried, chunk]);
    let start = this.offset === 0 && this.looked === 0 && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
    this.code ??= this.delimiter(bytes.subarray(start));
    for (let end = this.endOf(bytes, Math.max(start, this.looked)); end >= 0; end = this.endOf(bytes, start)) {
      this.emit(bytes, start, end);
      start = end + 1;
    }
    this.offset += start;
    this.carried = Buffer.from(bytes.subarray(start));
    this.looked = this.carried.length;
    if (this.carried.length > MOST_BYTES) this.giveUp();
  }

  public end(): void {
    if (this.carried.length > 0) this.emit(this.carried, 0, this.carried.length);
    this.carried = Buffer.alloc(0);
  }

  private endOf(bytes: Buffer, from: number): number {
    if (this.isSkipping) return bytes.indexOf(LF, from);
    let { state } = this;
    for (let at = from; at < bytes.length; at++) {
      const byte = bytes[at];
      if (byte === LF && state !== 'quoted') {
        this.state = 'start';
        return at;
      }
      state = next(state, byte, this.code);
    }
    this.state = state;
    return -1;
  }

  private emit(bytes: Buffer, start: number, end: number): void {
    const last = end > start && bytes[end - 1] === CR ? end - 1 : end;
    if (this.isSkipping) this.isSkipping = false;
    else if (last - start > MOST_BYTES) this.visitor.tooLong(this.offset + start, last - start, bytes.subarray(start, start + HEAD));
    else if (last > start) this.visitor.line(bytes, start, last, this.offset + start);
  }

  private giveUp(): void {
    if (!this.isSkipping) this.visitor.tooLong(this.offset, this.carried.length, this.carried.subarray(0, HEAD));
    this.offset += this.carried.length;
    this.carried = Buffer.alloc(0);
    this.looked = 0;
    this.isSkipping = true;
    this.state = 'start';
  }
}

function next(state: State, byte: number | undefined, delimiter: number | undefined): State {
  if (state === 'quoted') return byte === QUOTE ? 'closed' : 'quoted';
  if (byte === delimiter) return 'start';
  if (byte === QUOTE && state !== 'bare') return 'quoted';
  return 'bare';
}
