import { open, readdir, stat, type FileHandle } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import type { Millis } from '../../../pkg/model';
import { openContent, sampleContent } from '../file/read-file';
import type { Cursor } from './cursors';
import { HEAD_BYTES, beginsWith, readHead } from './head';
import type { TailReader } from './reader';

const COMPRESSED = /\.(?:gz|zst)$/;

/** Where the rest of a rotated file is: in a file that may still be written, or in an archive. */
export type Rest = { readonly path: string; readonly file: FileHandle; readonly device: number; readonly inode: number } | { readonly archive: string };

/** Looks beside its old place (`access.log.1`, `access-20261124.log`, `access.log.2.gz`) for the file that begins as the cursor says. */
export async function findRest(cursor: Cursor): Promise<Rest | undefined> {
  for (const path of await siblings(cursor.path)) {
    const rest = COMPRESSED.test(path) ? await inArchive(path, cursor) : await inFile(path, cursor);
    if (rest) return rest;
  }
  return undefined;
}

/** Reads what an archive holds behind the cursor. */
export async function readArchive(archive: string, cursor: Cursor, reader: TailReader): Promise<void> {
  const { sample } = await sampleContent(archive);
  const { content } = await openContent(archive);
  try {
    await reader.readStream(content, sample, cursor, archive);
  } finally {
    content.destroy();
  }
}

/** Files that were rotated away from a place since a moment, by their names (`.1`, `-20261124`, perhaps compressed) and times; the oldest first. */
export async function rotatedSince(place: string, since: Millis): Promise<string[]> {
  const files = await Promise.all(
    (await siblings(place))
      .filter((path) => isRotated(basename(path), basename(place)))
      .map(async (path) => ({ path, about: await stat(path).catch(() => undefined) }))
  );
  return files
    .flatMap(({ path, about }) => (about?.isFile() && about.mtimeMs >= since ? [{ path, at: about.mtimeMs }] : []))
    .sort((one, other) => one.at - other.at)
    .map(({ path }) => path);
}

const COUNTED = /^[-._]\d[\dT:._-]{0,40}$/;

function isRotated(name: string, original: string): boolean {
  const plain = name.replace(COMPRESSED, '');
  const extension = extname(original);
  const stem = basename(original, extension);
  const behind = plain.startsWith(original) ? plain.slice(original.length) : '';
  const between = plain.startsWith(stem) && plain.endsWith(extension) ? plain.slice(stem.length, plain.length - extension.length) : '';
  return COUNTED.test(behind) || COUNTED.test(between);
}

export function isArchive(path: string): boolean {
  return COMPRESSED.test(path);
}

async function siblings(path: string): Promise<string[]> {
  const folder = dirname(path);
  const stem = basename(path, extname(path));
  const names = await readdir(folder).catch(() => []);
  return names
    .filter((name) => name.startsWith(stem))
    .sort()
    .map((name) => join(folder, name));
}

async function inFile(path: string, cursor: Cursor): Promise<Rest | undefined> {
  const file = await open(path).catch(() => undefined);
  if (file === undefined) return undefined;
  const about = await file.stat();
  if (about.isFile() && about.size >= cursor.offset && beginsWith(await readHead(file), cursor.head)) {
    return { path, file, device: about.dev, inode: about.ino };
  }
  await file.close();
  return undefined;
}

async function inArchive(path: string, cursor: Cursor): Promise<Rest | undefined> {
  if (!(await stat(path).catch(() => undefined))?.isFile()) return undefined;
  const { bytes } = await sampleContent(path);
  return beginsWith(bytes.subarray(0, HEAD_BYTES), cursor.head) ? { archive: path } : undefined;
}
