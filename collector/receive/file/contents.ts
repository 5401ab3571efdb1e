import { rm } from 'node:fs/promises';
import type { Entry, Unreadable } from './archive/entry';
import { spool } from './archive/spool';
import { isTar, tarEntries } from './archive/tar';
import { isZip, zipEntries } from './archive/zip';
import { firstBytes, openContent, sampleContent, type InputFile } from './read-file';

/** Something to import: a file, or a file inside an archive. */
export type Content =
  | {
      /** For people: `logs.zip/var/log/auth.log` for what is in an archive. */
      readonly name: string;
      /** Where its bytes are, perhaps compressed. */
      readonly path: string;
      readonly modified: number;
      /** It was cut, or the archive grew too large: why. What was before is there. */
      readonly cut?: string;
    }
  | Unreadable;

/**
 * What a file holds: itself, or the files of a zip or tar archive, the latter also compressed (gzip, zstd). Files of an archive are written to
 * `spoolFile` one after the other and are there until the next is asked for. Archives in archives are not opened.
 */
export async function* contentsOf({ path, modified }: InputFile, spoolFile: string): AsyncGenerator<Content> {
  const entries = await entriesOf(path);
  if (entries === undefined) {
    yield { name: path, path, modified };
    return;
  }
  try {
    for await (const entry of entries) yield 'reason' in entry ? { ...entry, name: `${path}/${entry.name}` } : await spooled(entry, path, spoolFile);
  } catch (cause) {
    yield { name: path, reason: `a whole archive, got ${cause instanceof Error ? cause.message : String(cause)}` };
  } finally {
    await rm(spoolFile, { force: true });
  }
}

async function spooled(entry: Entry, archive: string, path: string): Promise<Content> {
  const cut = await spool(entry, path);
  return { name: `${archive}/${entry.name}`, path, modified: entry.modified, ...(cut !== undefined && { cut }) };
}

async function entriesOf(path: string): Promise<AsyncGenerator<Entry | Unreadable> | undefined> {
  if (isZip(await firstBytes(path, 4))) return zipEntries(path);
  const { bytes } = await sampleContent(path);
  return isTar(bytes) ? tarEntries((await openContent(path)).content) : undefined;
}
