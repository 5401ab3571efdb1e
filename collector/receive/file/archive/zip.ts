import { createReadStream } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { Readable, Transform } from 'node:stream';
import { crc32, createInflateRaw, createZstdDecompress } from 'node:zlib';
import { MOST_ENTRIES, isLitter, type Entry, type Unreadable } from './entry';

const END = 0x06054b50;
const END_64 = 0x06064b50;
const LOCATOR_64 = 0x07064b50;
const FILE = 0x02014b50;
const LOCAL = 0x04034b50;
const MOST_DIRECTORY = 64 * 1024 * 1024;
const MOST_COMMENT = 65_535;

export function isZip(first: Buffer): boolean {
  return first.length >= 4 && (first.readUInt32LE(0) === LOCAL || first.readUInt32LE(0) === END);
}

/**
 * The files of a zip archive by its directory: stored, deflate and zstd, zip64, checksums. Each is read as a stream.
 * @throws Error when there is no directory, or files overlap, as in archives made to grow without end
 */
export async function* zipEntries(path: string): AsyncGenerator<Entry | Unreadable> {
  const file = await open(path);
  try {
    const records = await readDirectory(file);
    refuseOverlaps(records);
    for (const record of records) {
      const unreadable = whyNot(record);
      if (isLitter(record.name)) continue;
      if (unreadable === undefined) {
        yield { name: record.name, modified: record.modified, packedBytes: record.packed, content: await contentOf(file, path, record) };
      } else yield { name: record.name, reason: unreadable };
    }
  } finally {
    await file.close();
  }
}

interface FileRecord {
  readonly name: string;
  readonly flags: number;
  readonly method: number;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
  readonly offset: number;
  readonly modified: number;
}

async function readDirectory(file: FileHandle): Promise<FileRecord[]> {
  const { size } = await file.stat();
  const tailAt = Math.max(0, size - MOST_COMMENT - 22);
  const tail = await bytesAt(file, tailAt, size - tailAt);
  const at = tail.lastIndexOf(Buffer.from('504b0506', 'hex'));
  if (at < 0 || at + 22 > tail.length) throw new Error('a zip archive without its directory: it is cut');
  const { count, length, start } = (await end64(file, tail, at)) ?? {
    count: tail.readUInt16LE(at + 10),
    length: tail.readUInt32LE(at + 12),
    start: tail.readUInt32LE(at + 16),
  };
  if (length > MOST_DIRECTORY || count > MOST_ENTRIES) throw new Error(`a zip archive of ${count} files, with ${length} bytes of names`);
  return readRecords(await bytesAt(file, start, length), count);
}

async function end64(file: FileHandle, tail: Buffer, end: number): Promise<{ count: number; length: number; start: number } | undefined> {
  if (end < 20 || tail.readUInt32LE(end - 20) !== LOCATOR_64) return undefined;
  const record = await bytesAt(file, Number(tail.readBigUInt64LE(end - 12)), 56);
  if (record.length < 56 || record.readUInt32LE(0) !== END_64) throw new Error('a zip archive whose directory is damaged');
  return { count: Number(record.readBigUInt64LE(32)), length: Number(record.readBigUInt64LE(40)), start: Number(record.readBigUInt64LE(48)) };
}

function readRecords(bytes: Buffer, count: number): FileRecord[] {
  const records: FileRecord[] = [];
  for (let at = 0, left = count; left > 0; left--) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== FILE) throw new Error('a zip archive whose directory is damaged');
    const [nameLength, extraLength, commentLength] = [bytes.readUInt16LE(at + 28), bytes.readUInt16LE(at + 30), bytes.readUInt16LE(at + 32)];
    const extra = bytes.subarray(at + 46 + nameLength, at + 46 + nameLength + extraLength);
    records.push({
      name: bytes.toString('utf8', at + 46, at + 46 + nameLength),
      flags: bytes.readUInt16LE(at + 8),
      method: bytes.readUInt16LE(at + 10),
      modified: dosTime(bytes.readUInt16LE(at + 14), bytes.readUInt16LE(at + 12)),
      crc: bytes.readUInt32LE(at + 16),
      ...sizes64({ packed: bytes.readUInt32LE(at + 20), size: bytes.readUInt32LE(at + 24), offset: bytes.readUInt32LE(at + 42) }, extra),
    });
    at += 46 + nameLength + extraLength + commentLength;
  }
  return records;
}

const FULL = 0xffff_ffff;

/** Numbers that do not fit into four bytes stand in an extra field, in this order and only those. */
function sizes64(short: { size: number; packed: number; offset: number }, extra: Buffer): { size: number; packed: number; offset: number } {
  const found = extraField(extra, 0x0001);
  let at = 0;
  const wide = (value: number): number => {
    if (value !== FULL || found === undefined || at + 8 > found.length) return value;
    at += 8;
    return Number(found.readBigUInt64LE(at - 8));
  };
  return { size: wide(short.size), packed: wide(short.packed), offset: wide(short.offset) };
}

function extraField(extra: Buffer, id: number): Buffer | undefined {
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) === id) return extra.subarray(at + 4, at + 4 + extra.readUInt16LE(at + 2));
  }
  return undefined;
}

/** DOS keeps local time without saying where: taken as UTC, which is near enough for the year of a log. */
function dosTime(date: number, time: number): number {
  return Date.UTC(1980 + (date >> 9), ((date >> 5) & 15) - 1, date & 31, time >> 11, (time >> 5) & 63, (time & 31) * 2);
}

function refuseOverlaps(records: readonly FileRecord[]): void {
  const ordered = [...records].sort((a, b) => a.offset - b.offset);
  ordered.forEach(({ offset, packed }, index) => {
    const next = ordered[index + 1];
    if (next && offset + 30 + packed > next.offset) throw new Error('a zip archive whose files overlap');
  });
}

function whyNot({ flags, method }: FileRecord): string | undefined {
  if ((flags & 1) === 1) return 'a file without a password';
  return method === 0 || method === 8 || method === 93 ? undefined : `a file that is stored, deflated or in zstd, got method ${method}`;
}

async function contentOf(file: FileHandle, path: string, record: FileRecord): Promise<Readable> {
  const local = await bytesAt(file, record.offset, 30);
  if (local.length < 30 || local.readUInt32LE(0) !== LOCAL) throw new Error(`a zip archive whose file ${record.name} is not where its directory says`);
  const start = record.offset + 30 + local.readUInt16LE(26) + local.readUInt16LE(28);
  const raw = record.packed === 0 ? Readable.from([]) : createReadStream(path, { start, end: start + record.packed - 1 });
  const checked = checking(record);
  const fail = (cause: Error): void => void checked.destroy(cause);
  raw.on('error', fail);
  if (record.method === 0) return raw.pipe(checked);
  const unpack = record.method === 8 ? createInflateRaw() : createZstdDecompress();
  unpack.on('error', fail);
  checked.on('close', () => raw.destroy());
  return raw.pipe(unpack).pipe(checked);
}

function checking({ name, crc, size }: FileRecord): Transform {
  let sum = 0;
  let bytes = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done): void {
      sum = crc32(chunk, sum);
      bytes += chunk.length;
      done(bytes > size ? new Error(`${name} is larger than the archive says`) : null, chunk);
    },
    flush(done): void {
      done(sum === crc && bytes === size ? null : new Error(`${name} is damaged: its checksum does not fit`));
    },
  });
}

async function bytesAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  if (!Number.isSafeInteger(position) || length < 0 || length > MOST_DIRECTORY + MOST_COMMENT) throw new Error('a zip archive whose directory is damaged');
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
}
