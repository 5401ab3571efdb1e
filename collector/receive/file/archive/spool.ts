import { createWriteStream } from 'node:fs';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Entry } from './entry';

/** Below it no archive is a bomb. */
const HARMLESS = 256 * 1024 * 1024;
/** Logs shrink to a twentieth or a fiftieth; what shrinks more than this was made to fill a disk. */
const MOST_GROWTH = 200;

/**
 * Writes an entry to a file of its own, so that it can be read as often as any other: to guess its source, to find its year, to import it.
 * @returns why it was not written whole; what was written until then may be read
 */
export async function spool({ content, packedBytes }: Entry, path: string): Promise<string | undefined> {
  const most = Math.max(HARMLESS, packedBytes * MOST_GROWTH);
  let bytes = 0;
  const counting = new Transform({
    transform(chunk: Buffer, _encoding, done): void {
      bytes += chunk.length;
      done(bytes > most ? new Error(`an archive that grows to at most ${MOST_GROWTH} times its size`) : null, chunk);
    },
  });
  try {
    await pipeline(content, counting, createWriteStream(path, { mode: 0o600 }));
    return undefined;
  } catch (cause) {
    return cause instanceof Error ? cause.message : String(cause);
  }
}
