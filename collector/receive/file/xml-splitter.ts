import { MOST_BYTES, type LineVisitor, type Splitter } from './line-splitter';

/**
 * Cuts chunks into Windows events rendered as XML, one behind the other on as many lines as they need, within `<Events>` or not. The same visitor as of lines.
 * What stands between events and is no wrapper is a record of its own, so that it is not lost.
 */
export class XmlSplitter implements Splitter {
  /** From the start of the event that is being read, or what is not looked at yet. */
  private held: Buffer = Buffer.alloc(0);
  /** Of `held` in the file. */
  private offset = 0;
  /** How far of `held` is looked at. */
  private at = 0;
  private isInside = false;
  /** Bytes of an event that is too long, already thrown away. */
  private skipped = 0;
  private head: Buffer = Buffer.alloc(0);

  public constructor(private readonly visitor: LineVisitor) {}

  public push(chunk: Buffer): void {
    this.held = this.held.length === 0 ? chunk : Buffer.concat([this.held, chunk]);
    while (this.isInside ? this.toEnd() : this.toStart());
  }

  public end(): void {
    if (this.skipped > 0) this.visitor.tooLong(this.offset - this.skipped, this.skipped + this.held.length, this.head);
    else this.emit(this.held.length);
    this.held = Buffer.alloc(0);
    this.skipped = 0;
  }

  /** @returns whether an event begins in what is held */
  private toStart(): boolean {
    for (let start = this.held.indexOf(START, this.at); start >= 0; start = this.held.indexOf(START, start + 1)) {
      const next = this.held[start + START.length];
      if (next === undefined) break;
      if (!BEHIND.has(next)) continue;
      this.emit(start);
      this.forget(start);
      this.isInside = true;
      return true;
    }
    this.at = Math.max(0, this.held.length - START.length);
    if (this.held.length > MOST_BYTES) {
      this.emit(this.at);
      this.forget(this.at);
    }
    return false;
  }

  /** @returns whether the event ends in what is held */
  private toEnd(): boolean {
    const found = this.held.indexOf(END, this.at);
    if (found < 0) {
      this.at = Math.max(0, this.held.length - END.length);
      if (this.held.length > MOST_BYTES) this.skip();
      return false;
    }
    const end = found + END.length;
    if (this.skipped > 0 || end > MOST_BYTES) {
      this.visitor.tooLong(this.offset - this.skipped, this.skipped + end, this.skipped > 0 ? this.head : this.held.subarray(0, HEAD));
    } else this.visitor.line(this.held, 0, end, this.offset);
    this.skipped = 0;
    this.forget(end);
    this.isInside = false;
    return true;
  }

  private emit(end: number): void {
    const text = this.held.subarray(0, Math.min(end, MOST_BYTES)).toString('utf8').replace(WRAPPER, '');
    if (text.trim() !== '') this.visitor.line(this.held, 0, Math.min(end, MOST_BYTES), this.offset);
  }

  private skip(): void {
    if (this.skipped === 0) this.head = Buffer.from(this.held.subarray(0, HEAD));
    this.skipped += this.at;
    this.forget(this.at);
  }

  private forget(bytes: number): void {
    this.offset += bytes;
    this.held = this.held.subarray(bytes);
    this.at = 0;
  }
}

/** Whether a file begins as such a rendering does. A syslog priority (`<13>`) is none. */
export function startsAsEvents(head: string): boolean {
  return /^(?:\xef\xbb\xbf|\uFEFF)?\s{0,256}<(?:\?xml\s|Events?[\s>])/.test(head);
}

const HEAD = 1024;
const START = Buffer.from('<Event');
const END = Buffer.from('</Event>');
/** What stands behind `<Event` where it is not `<Events` or `<EventData`. */
const BEHIND = new Set([0x20, 0x09, 0x0a, 0x0d, 0x3e]);
const WRAPPER = /\uFEFF|<\?xml[^>]{0,200}\?>|<!--[^>]{0,200}-->|<\/?Events(?:\s[^>]{0,200})?>/g;
