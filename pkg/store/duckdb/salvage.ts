import { createReadStream } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import type { Appended } from '../store';
import { OddLines } from './append';
import { mend } from '../encoding/mend';

type AppendLines = (path: string) => Promise<Omit<Appended, 'refused'>>;

interface Tally {
  stored: number;
  duplicates: number;
  refused: { line: string; reason: string }[];
}

const BATCH = 5_000;

/**
 * Stores what is good of a file that DuckDB would not take whole: looks at each line, mends or refuses it, and stores the rest in batches.
 * About ten times slower than the straight way. Safe to repeat after a crash, since appending is idempotent.
 * @param scratch      a file that may be written and removed
 * @param withoutId    what to do with a JSON object that has no `habitus.id`
 */
export async function salvage(path: string, scratch: string, withoutId: 'skip' | 'refuse', append: AppendLines): Promise<Appended> {
  const tally: Tally = { stored: 0, duplicates: 0, refused: [] };
  let batch: string[] = [];
  try {
    for await (const bytes of linesOf(path)) {
      const mended = mend(bytes);
      if ('line' in mended) {
        batch.push(mended.line);
      } else if ('refused' in mended || withoutId === 'refuse') {
        tally.refused.push({ line: Buffer.from(bytes).toString('utf8'), reason: 'refused' in mended ? mended.refused : 'no habitus.id' });
      }
      if (batch.length === BATCH) {
        await appendOrSplit(batch, scratch, append, tally);
        batch = [];
      }
    }
    await appendOrSplit(batch, scratch, append, tally);
  } finally {
    await rm(scratch, { force: true });
  }
  return tally;
}

/** What still will not go in whole is halved until the line that is to blame stands alone. */
async function appendOrSplit(lines: readonly string[], scratch: string, append: AppendLines, tally: Tally): Promise<void> {
  if (lines.length === 0) {
    return;
  }
  await writeFile(scratch, `${lines.join('\n')}\n`);
  try {
    const done = await append(scratch);
    tally.stored += done.stored;
    tally.duplicates += done.duplicates;
  } catch (error) {
    if (!(error instanceof OddLines)) {
      throw error;
    }
    if (lines.length === 1) {
      tally.refused.push({ line: lines[0] ?? '', reason: error.message });
      return;
    }
    const middle = lines.length >> 1;
    await appendOrSplit(lines.slice(0, middle), scratch, append, tally);
    await appendOrSplit(lines.slice(middle), scratch, append, tally);
  }
}

const NEWLINE = 0x0a;

/** The lines of a file as bytes, empty ones left out, however long they are. */
async function* linesOf(path: string): AsyncGenerator<Uint8Array> {
  let rest: Buffer[] = [];
  for await (const block of createReadStream(path, { highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>) {
    let from = 0;
    for (let end = block.indexOf(NEWLINE); end >= 0; end = block.indexOf(NEWLINE, from)) {
      yield* unlessEmpty(Buffer.concat([...rest, block.subarray(from, end)]));
      rest = [];
      from = end + 1;
    }
    rest.push(block.subarray(from));
  }
  yield* unlessEmpty(Buffer.concat(rest));
}

function* unlessEmpty(line: Buffer): Generator<Uint8Array> {
  if (line.some((byte) => byte !== 0x20 && byte !== 0x0d && byte !== 0x09)) {
    yield line;
  }
}
