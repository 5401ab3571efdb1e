import { MOST_BYTES } from '../file/line-splitter';

/** What a stretch of a file holds: whole lines with their offsets in it, and how much of it is done with. */
export interface Stretch {
  readonly lines: readonly { readonly bytes: Buffer; readonly offset: number }[];
  readonly tooLong: readonly { readonly head: Buffer; readonly offset: number; readonly length: number }[];
  readonly used: number;
  /** Ends within a line that is too long. */
  readonly isSkipping: boolean;
}

const LF = 0x0a;
const CR = 0x0d;
const HEAD = 1024;

/**
 * Cuts off the lines that are complete. A last line without its end is left for later, unless nothing more will come.
 * @param isSkipping begins within a line that is too long
 * @param isLast nothing will come behind
 */
export function completeLines(bytes: Buffer, isSkipping: boolean, isLast: boolean): Stretch {
  const lines: { bytes: Buffer; offset: number }[] = [];
  const tooLong: { head: Buffer; offset: number; length: number }[] = [];
  let start = 0;
  let skips = isSkipping;
  const take = (end: number): void => {
    if (skips) skips = false;
    else if (end - start > MOST_BYTES) tooLong.push({ head: bytes.subarray(start, start + HEAD), offset: start, length: end - start });
    else {
      const last = bytes[end - 1] === CR ? end - 1 : end;
      if (last > start) lines.push({ bytes: bytes.subarray(start, last), offset: start });
    }
  };
  for (let end = bytes.indexOf(LF); end >= 0; end = bytes.indexOf(LF, start)) {
    take(end);
    start = end + 1;
  }
  if (start === bytes.length) return { lines, tooLong, used: start, isSkipping: skips };
  if (isLast) {
    take(bytes.length);
    return { lines, tooLong, used: bytes.length, isSkipping: false };
  }
  if (skips || bytes.length - start > MOST_BYTES) {
    if (!skips) tooLong.push({ head: bytes.subarray(start, start + HEAD), offset: start, length: bytes.length - start });
    return { lines, tooLong, used: bytes.length, isSkipping: true };
  }
  return { lines, tooLong, used: start, isSkipping: false };
}
