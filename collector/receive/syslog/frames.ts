/** The longest message that is read; RFC 5425 demands 2 KiB and advises 8. What is longer is skipped in bounded memory. */
export const MOST_BYTES = 256 * 1024;

export interface FrameVisitor {
  /** One message without its frame. The bytes are valid only during the call. */
  message(bytes: Buffer): void;
  tooLong(length: number, head: Buffer): void;
}

/**
 * Cuts a stream into syslog messages as RFC 6587 frames them: octet counting (`83 <34>1 …`) or a trailer (LF, CRLF or NUL).
 * Each message decides for itself, as senders mix: a count is digits, a space and `<`.
 */
export class SyslogFrames {
  private carried: Buffer = Buffer.alloc(0);
  /** Of a message that is too long: bytes to come, or Infinity up to its trailer. */
  private skipping = 0;
  private skipped = 0;
  private head: Buffer = Buffer.alloc(0);

  public constructor(private readonly visitor: FrameVisitor) {}

  public push(chunk: Buffer): void {
    let bytes = this.carried.length === 0 ? chunk : Buffer.concat([this.carried, chunk]);
    for (let used = this.step(bytes); used > 0; used = this.step(bytes)) bytes = bytes.subarray(used);
    this.carried = Buffer.from(bytes);
  }

  /** The sender is gone: a last message without its trailer counts, one that is shorter than its count was cut on the way and counts as well. */
  public end(): void {
    const { carried } = this;
    this.carried = Buffer.alloc(0);
    if (this.skipped > 0) this.report();
    else if (carried.length > 0) this.emit(withoutCount(carried));
  }

  /** Reads one message, or a part of one that is skipped. @returns the bytes used, 0 when more must come */
  private step(bytes: Buffer): number {
    if (bytes.length === 0) return 0;
    if (this.skipping > 0) return this.skip(bytes);
    const count = countOf(bytes);
    if (count === 'more') return 0;
    return count === undefined ? this.readLine(bytes) : this.readCounted(bytes, count);
  }

  private readCounted(bytes: Buffer, { digits, length }: Count): number {
    if (length > MOST_BYTES) return this.beginSkip(bytes.subarray(digits), length) + digits;
    if (bytes.length < digits + length) return 0;
    this.emit(bytes.subarray(digits, digits + length));
    return digits + length;
  }

  private readLine(bytes: Buffer): number {
    const end = trailerIn(bytes);
    if (end >= 0 && end <= MOST_BYTES) {
      this.emit(bytes.subarray(0, end));
      return end + 1;
    }
    return bytes.length > MOST_BYTES ? this.beginSkip(bytes, Infinity) : 0;
  }

  private beginSkip(bytes: Buffer, length: number): number {
    this.skipping = length;
    return bytes.length === 0 ? 0 : this.skip(bytes);
  }

  private skip(bytes: Buffer): number {
    const counted = Number.isFinite(this.skipping);
    const end = counted ? -1 : trailerIn(bytes);
    const use = counted ? Math.min(this.skipping, bytes.length) : end >= 0 ? end : bytes.length;
    if (this.head.length < HEAD) this.head = Buffer.concat([this.head, bytes.subarray(0, HEAD - this.head.length)]);
    this.skipped += use;
    this.skipping -= use;
    if (this.skipping === 0 || end >= 0) this.report();
    return end >= 0 ? end + 1 : use;
  }

  private report(): void {
    this.visitor.tooLong(this.skipped, this.head);
    this.skipping = 0;
    this.skipped = 0;
    this.head = Buffer.alloc(0);
  }

  private emit(bytes: Buffer): void {
    let end = bytes.length;
    while (end > 0 && isTrailer(bytes[end - 1])) end--;
    if (end > 0) this.visitor.message(bytes.subarray(0, end));
  }
}

interface Count {
  /** Of the count and its space. */
  readonly digits: number;
  readonly length: number;
}

const HEAD = 1024;
const MOST_DIGITS = 9;
const LF = 0x0a;
const CR = 0x0d;
const SPACE = 0x20;
const OPEN = 0x3c;

/** The count that a message begins with, undefined where it begins otherwise. `more`: the bytes do not yet say. */
function countOf(bytes: Buffer): Count | 'more' | undefined {
  let at = 0;
  let length = 0;
  for (; at < MOST_DIGITS && isDigit(bytes[at]); at++) length = length * 10 + (bytes[at] ?? 0) - 0x30;
  if (at === 0 || bytes[0] === 0x30) return undefined;
  if (at >= bytes.length) return at < MOST_DIGITS ? 'more' : undefined;
  if (bytes[at] !== SPACE) return undefined;
  if (at + 1 >= bytes.length) return 'more';
  return bytes[at + 1] === OPEN ? { digits: at + 1, length } : undefined;
}

function withoutCount(bytes: Buffer): Buffer {
  const count = countOf(bytes);
  return typeof count === 'object' ? bytes.subarray(count.digits) : bytes;
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x30 && byte <= 0x39;
}

function isTrailer(byte: number | undefined): boolean {
  return byte === LF || byte === CR || byte === 0;
}

function trailerIn(bytes: Buffer): number {
  const line = bytes.indexOf(LF);
  const nul = (line < 0 ? bytes : bytes.subarray(0, line)).indexOf(0);
  return nul >= 0 ? nul : line;
}
