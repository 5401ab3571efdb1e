import { open } from 'node:fs/promises';
import type { StoredEvents } from './parts';
import type { LineFile } from './schema';
import { sql } from './sql';

/** A line of an event is about half a KiB and more. */
const LEAST_LINE = 512;
const HEAD = 64 * 1024;

/**
 * Whether a file is large enough to become a part, and its first event is not stored: a whole segment that comes again, after a crash, is
 * told by its first line. A guess that is wrong costs time only.
 */
export async function isLikelyNew({ connections, parts, leastPart }: StoredEvents, file: LineFile): Promise<boolean> {
  if (file.bytes < leastPart * LEAST_LINE) {
    return false;
  }
  const id = /"habitus\.id"\s*:\s*"([0-9a-f]{1,64})"/.exec(await headOf(file.path))?.[1];
  if (id === undefined) {
    return true;
  }
  const found = await connections.snapshot(async (tx) => {
    const events = await parts.holding(tx, { lowest: id, highest: id, undated: id.startsWith('000000') });
    return tx.rows(sql`SELECT 1 FROM ${events} WHERE "habitus.id" = ${id} LIMIT 1`);
  });
  return found.length === 0;
}

async function headOf(path: string): Promise<string> {
  const handle = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD), 0, HEAD, 0);
    return buffer.toString('latin1', 0, bytesRead);
  } finally {
    await handle.close();
  }
}
