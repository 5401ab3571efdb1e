import { hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Duplex, Readable } from 'node:stream';
import { createGunzip, createZstdDecompress } from 'node:zlib';
import { HabitusError } from '../../../pkg/errors';

/** A file to import. `bytes` as on the disk, for progress. */
export interface InputFile {
  readonly path: string;
  readonly bytes: number;
  readonly modified: number;
}

/** Files named, and those of folders named, all depths, in order of name; hidden ones are left out. @throws HabitusError HAB-CLI-002 */
export async function listFiles(paths: readonly string[]): Promise<InputFile[]> {
  const lists = await Promise.all(paths.map(async (path) => await filesAt(path, true)));
  return lists.flat();
}

async function filesAt(path: string, named: boolean): Promise<InputFile[]> {
  if (!named && basename(path).startsWith('.')) return [];
  const about = await stat(path).catch((cause: unknown) => {
    throw new HabitusError('HAB-CLI-002', path, undefined, { cause });
  });
  if (about.isFile()) {
    await (await open(path).catch((cause: unknown) => Promise.reject(new HabitusError('HAB-CLI-002', path, 'a file that may be read', { cause })))).close();
    return [{ path, bytes: about.size, modified: about.mtimeMs }];
  }
  if (!about.isDirectory()) return [];
  const inside = (await readdir(path)).sort();
  const lists = await Promise.all(inside.map(async (name) => await filesAt(join(path, name), false)));
  return lists.flat();
}

const UNPACK: readonly { readonly magic: Buffer; readonly make: () => Duplex }[] = [
  { magic: Buffer.from('1f8b', 'hex'), make: () => createGunzip({ chunkSize: CHUNK }) },
  { magic: Buffer.from('28b52ffd', 'hex'), make: () => createZstdDecompress({ chunkSize: CHUNK }) },
];
const CHUNK = 256 * 1024;

/** The file's content, decompressed where it begins as gzip or zstd do; `bytesRead` tells how far the disk was read. */
export async function openContent(path: string): Promise<{ readonly content: Readable; readonly bytesRead: () => number }> {
  const first = await firstBytes(path, 4);
  const raw = createReadStream(path, { highWaterMark: 1024 * 1024 });
  const bytesRead = (): number => raw.bytesRead;
  const packed = UNPACK.find(({ magic }) => first.subarray(0, magic.length).equals(magic));
  if (packed === undefined) return { content: raw, bytesRead };
  const unpacked = packed.make();
  raw.on('error', (cause) => unpacked.destroy(cause));
  unpacked.on('close', () => raw.destroy());
  return { content: raw.pipe(unpacked), bytesRead };
}

/** As they are on the disk. */
export async function firstBytes(path: string, count: number): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(count), 0, count, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** The first bytes of the content and what identifies the file by them: of 1 KiB decompressed, as a rotated or compressed log stays the same log. */
export async function sampleContent(path: string): Promise<{ sample: string; fingerprint: string; bytes: Buffer }> {
  const chunks: Buffer[] = [];
  let size = 0;
  const { content } = await openContent(path);
  try {
    for await (const chunk of content) {
      chunks.push(chunk as Buffer);
      if ((size += (chunk as Buffer).length) >= SAMPLE) break;
    }
  } catch {
    // A damaged archive: what was readable is the sample; the import itself reports the damage.
  }
  content.destroy();
  const bytes = Buffer.concat(chunks).subarray(0, SAMPLE);
  return { bytes, sample: bytes.toString('utf8').replace(/\n[^\n]*$/, ''), fingerprint: hash('sha256', bytes.subarray(0, 1024)).slice(0, 24) };
}

const SAMPLE = 32 * 1024;
