import { mkdir, open, readdir, readFile, rm, truncate, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { HabitusError } from '../../pkg/errors';

interface Waiting {
  readonly lines: Buffer;
  readonly count: number;
  readonly done: (error?: unknown) => void;
}

/**
 * What was acknowledged, on disk before it is answered. A segment is a file of encoded events; after each group of batches stands a line
 * `{"habitus.wal":{"lines":n,"bytes":n,"crc32":n}}`, so that a torn tail is known and the file stays readable as JSON lines.
 *
 * Group commit: all batches that wait while one fdatasync runs share the next. Bounded: beyond `limit` bytes not yet delivered `append` throws
 * HAB-RECV-003, which the sender is to answer by waiting.
 */
export class WriteAheadLog {
  private handle: FileHandle | undefined;
  private segment = 0;
  private segmentBytes = 0;
  private waiting: Waiting[] = [];
  private writing: Promise<void> | undefined;
  private pending = 0;

  private constructor(
    private readonly dir: string,
    private readonly limit: number
  ) {}

  /** Opens the log and mends torn tails. What it finds is delivered again: known events are no-ops. */
  public static async open(dir: string, limit = 1024 * 1024 * 1024): Promise<{ log: WriteAheadLog; found: string[] }> {
    await mkdir(dir, { recursive: true, mode: 0o700 });
    const log = new WriteAheadLog(dir, limit);
    const names = (await readdir(dir)).filter((name) => /^\d{10}\.ndjson$/.test(name)).sort();
    for (const name of names) log.pending += await mendTail(join(dir, name));
    log.segment = names.length === 0 ? 0 : Number(names.at(-1)?.slice(0, 10)) + 1;
    return { log, found: names.map((name) => join(dir, name)) };
  }

  public get bytes(): number {
    return this.pending;
  }

  /** Resolves once the lines are on the disk. `lines` is copied. */
  public async append(lines: Uint8Array, count: number): Promise<void> {
    if (this.pending + lines.length > this.limit) throw new HabitusError('HAB-RECV-003', `${this.pending} bytes waiting`);
    this.pending += lines.length;
    const written = new Promise<void>((resolve, reject) => {
      this.waiting.push({ lines: Buffer.from(lines), count, done: (error) => (error === undefined ? resolve() : reject(error as Error)) });
    });
    this.writing ??= this.writeAll();
    await written;
  }

  /** Closes the segment being written and names it, when it holds anything. What is appended meanwhile goes into the next. */
  public async rotate(): Promise<string | undefined> {
    while (this.writing !== undefined) await this.writing;
    const { handle } = this;
    if (handle === undefined || this.segmentBytes === 0) return undefined;
    const path = this.path(this.segment);
    this.handle = undefined;
    this.segment++;
    this.segmentBytes = 0;
    await handle.close();
    return path;
  }

  /** To be called when a segment's events are in the store. */
  public async forget(path: string, bytes: number): Promise<void> {
    await rm(path, { force: true });
    this.pending = Math.max(0, this.pending - bytes);
  }

  public async close(): Promise<void> {
    await this.writing;
    await this.handle?.close();
    this.handle = undefined;
  }

  private path(segment: number): string {
    return join(this.dir, `${String(segment).padStart(10, '0')}.ndjson`);
  }

  private async writeAll(): Promise<void> {
    while (this.waiting.length > 0) {
      const group = this.waiting;
      this.waiting = [];
      const error = await this.writeGroup(group).then(
        () => undefined,
        (cause: unknown) => new HabitusError('HAB-RECV-003', cause instanceof Error ? cause.message : String(cause))
      );
      for (const { done, lines } of group) {
        if (error !== undefined) this.pending -= lines.length;
        done(error);
      }
    }
    this.writing = undefined;
  }

  private async writeGroup(group: readonly Waiting[]): Promise<void> {
    this.handle ??= await open(this.path(this.segment), 'a', 0o600);
    const body = Buffer.concat(group.map(({ lines }) => lines));
    const count = group.reduce((sum, one) => sum + one.count, 0);
    const trailer = Buffer.from(`{"habitus.wal":{"lines":${count},"bytes":${body.length},"crc32":${crc32(body)}}}\n`);
    await this.handle.appendFile(Buffer.concat([body, trailer]));
    await this.handle.datasync();
    this.segmentBytes += body.length;
  }
}

const TRAILER = Buffer.from('{"habitus.wal":');

/** Cuts what stands behind the last group whose checksum fits. Returns the bytes kept. */
async function mendTail(path: string): Promise<number> {
  const bytes = await readFile(path);
  let good = 0;
  for (let at = bytes.indexOf(TRAILER); at >= 0; at = bytes.indexOf(TRAILER, at + 1)) {
    const end = bytes.indexOf(0x0a, at);
    if (end < 0 || !fits(bytes.subarray(good, at), bytes.subarray(at, end).toString())) break;
    good = end + 1;
  }
  if (good < bytes.length) await truncate(path, good);
  return good;
}

function fits(body: Buffer, trailer: string): boolean {
  try {
    const { 'habitus.wal': told } = JSON.parse(trailer) as { 'habitus.wal': { bytes: number; crc32: number } };
    return told.bytes === body.length && told.crc32 === crc32(body);
  } catch {
    return false;
  }
}
