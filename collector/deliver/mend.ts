import { readFile, truncate } from 'node:fs/promises';
import { crc32 } from 'node:zlib';

/** What was found in a segment that an earlier process left. */
export interface Condition {
  /** That stay. */
  readonly bytes: number;
  /** Cut from its end: a group without its last line was never acknowledged. */
  readonly torn: number;
  /** Groups whose checksum does not fit: a disk that forgot. */
  readonly damaged: number;
}

const TRAILER = Buffer.from('{"habitus.wal":');
const NEWLINE = 0x0a;

/**
 * Cuts what stands behind the last whole group. A group that is damaged stays, as what follows it was acknowledged too, and most of its own lines are
 * good: the store takes those that it can read, the others become dead letters.
 */
export async function mend(path: string): Promise<Condition> {
  const bytes = await readFile(path);
  let [whole, damaged] = [0, 0];
  for (let at = bytes.indexOf(TRAILER); at >= 0; at = bytes.indexOf(TRAILER, at + 1)) {
    // Inside a line it is an event's own: an attribute may have any name.
    if (at > 0 && bytes[at - 1] !== NEWLINE) continue;
    const end = bytes.indexOf(NEWLINE, at);
    if (end < 0) break;
    if (!fits(bytes.subarray(whole, at), bytes.subarray(at, end).toString())) damaged++;
    whole = end + 1;
  }
  if (whole < bytes.length) await truncate(path, whole);
  return { bytes: whole, torn: bytes.length - whole, damaged };
}

function fits(body: Buffer, trailer: string): boolean {
  try {
    const { 'habitus.wal': told } = JSON.parse(trailer) as { 'habitus.wal': { bytes: number; crc32: number } };
    return told.bytes === body.length && told.crc32 === crc32(body);
  } catch {
    return false;
  }
}
