import { open, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import type { FieldName } from '../../pkg/model';

/**
 * A file of the write-ahead log: encoded events, and after each group of batches a line
 * `{"habitus.wal":{"lines":n,"bytes":n,"crc32":n}}`, so that a torn tail is known and the file stays readable as JSON lines.
 */
export class Segment {
  /** When it got its first bytes, of `performance.now`. */
  public since = 0;
  /** Of events, without the lines between. */
  public lineBytes = 0;
  /** How many. */
  public events = 0;
  /** No event has any other field; undefined: not known. */
  public fields: Set<FieldName> | undefined = new Set();
  /** All that is on the disk for certain. */
  public bytes = 0;

  private constructor(
    public readonly path: string,
    private readonly handle: FileHandle
  ) {}

  /** An empty one, its name in the folder for certain. */
  public static async create(dir: string, number: number): Promise<Segment> {
    const path = join(dir, `${String(number).padStart(10, '0')}.ndjson`);
    const handle = await open(path, 'ax', 0o600);
    const folder = await open(dir, 'r');
    await folder.sync().finally(() => folder.close());
    return new Segment(path, handle);
  }

  /** Notes which fields a batch may have. */
  public mayHold(fields: ReadonlySet<FieldName> | undefined): void {
    if (fields === undefined) this.fields = undefined;
    else for (const field of fields) this.fields?.add(field);
  }

  /** Resolves once the batches are on the disk. */
  public async write(batches: readonly Uint8Array[], count: number): Promise<void> {
    let [bytes, crc] = [0, 0];
    for (const batch of batches) {
      bytes += batch.length;
      crc = crc32(batch, crc);
    }
    const trailer = Buffer.from(`{"habitus.wal":{"lines":${count},"bytes":${bytes},"crc32":${crc}}}\n`);
    const whole = bytes + trailer.length;
    const { bytesWritten } = await this.handle.writev([...batches, trailer]);
    if (bytesWritten < whole) throw new Error(`the disk took ${bytesWritten} of ${whole} bytes`);
    await this.handle.datasync();
    if (this.bytes === 0) this.since = performance.now();
    this.bytes += whole;
    this.lineBytes += bytes;
    this.events += count;
  }

  /** After a failed write: leaves what is certain, as far as the disk still does what it is told, and closes. */
  public async cutTail(): Promise<void> {
    await this.handle.truncate(this.bytes).catch(() => undefined);
    await this.handle.close().catch(() => undefined);
  }

  public async close(): Promise<void> {
    await this.handle.close();
  }
}
