import { Fragment } from './fragment';

/** A growing buffer of bytes that is written again and again. `bytes()` is a view that the next `clear` makes invalid. */
export class ByteBuffer {
  private buffer: Buffer;
  /** Of all of `buffer`. */
  private view: DataView;
  private length = 0;

  public constructor(capacity = 64 * 1024) {
    this.buffer = Buffer.allocUnsafe(capacity);
    this.view = viewOf(this.buffer);
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

  /** A few bytes as they are: a loop, as a call that copies costs more than it copies. */
  public raw(bytes: Uint8Array): void {
    this.reserve(bytes.length);
    const { buffer, length } = this;
    for (let i = 0; i < bytes.length; i++) buffer[length + i] = bytes[i] ?? 0;
    this.length = length + bytes.length;
  }

  /** Bytes that are written often: by words, a quarter of the steps. */
  public fragment({ words, length }: Fragment): void {
    this.reserve(words.length * 4);
    const { view } = this;
    let at = this.length;
    this.length = at + length;
    // The last word may reach behind the fragment: what comes next overwrites it.
    for (let i = 0; i < words.length; i++, at += 4) view.setInt32(at, words[i] ?? 0, true);
  }

  /** What was written since an earlier size. */
  public since(size: number): Fragment {
    return new Fragment(this.buffer.subarray(size, this.length));
  }

  /** The lowest `digits` hexadecimal digits of a number. */
  public hex(value: number, digits: number): void {
    this.reserve(digits);
    const { buffer, length } = this;
    for (let i = 0, shift = (digits - 1) * 4; i < digits; i++, shift -= 4) buffer[length + i] = HEX[(value >>> shift) & 15] ?? 0;
    this.length = length + digits;
  }

  /** A whole number of 0 to 2^31 - 1 in decimal digits. */
  public whole(value: number): void {
    this.reserve(10);
    const { buffer } = this;
    let end = this.length + 1;
    for (let ten = 10; ten <= value; ten *= 10) end++;
    let left = value;
    for (let at = end - 1; at >= this.length; at--) {
      const tenth = (left / 10) | 0;
      buffer[at] = ZERO + (left - tenth * 10);
      left = tenth;
    }
    this.length = end;
  }

  /** Text whose every character is below U+0080. */
  public ascii(text: string): void {
    this.reserve(text.length);
    const { buffer, length } = this;
    for (let i = 0; i < text.length; i++) buffer[length + i] = text.charCodeAt(i);
    this.length = length + text.length;
  }

  /** Text between quotation marks, where JSON has it as it is. @returns false, with nothing written, where a character has to be escaped or is not of ASCII */
  public quoted(text: string): boolean {
    this.reserve(text.length + 2);
    const { buffer } = this;
    let at = this.length;
    buffer[at++] = QUOTE;
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (code < 0x20 || code > 0x7e || code === QUOTE || code === BACKSLASH) return false;
      buffer[at++] = code;
    }
    buffer[at++] = QUOTE;
    this.length = at;
    return true;
  }

  private reserve(more: number): void {
    if (this.length + more <= this.buffer.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.buffer.length * 2, this.length + more));
    this.buffer.copy(larger, 0, 0, this.length);
    this.buffer = larger;
    this.view = viewOf(larger);
  }
}

function viewOf({ buffer, byteOffset, length }: Buffer): DataView {
  return new DataView(buffer, byteOffset, length);
}

const HEX = new TextEncoder().encode('0123456789abcdef');
const ZERO = 0x30;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
