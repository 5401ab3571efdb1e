import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { HabitusError } from '../../pkg/errors';
import type { FieldName } from '../../pkg/model';
import { DiskRoom } from './disk-room';
import { mend } from './mend';
import { Segment } from './segment';

interface Waiting {
  readonly lines: Uint8Array;
  readonly count: number;
  readonly fields: ReadonlySet<FieldName> | undefined;
  readonly done: (error?: unknown) => void;
}

/** What bounds the log. */
export interface LogLimits {
  /** Bytes that may wait for the store. */
  readonly most: number;
  /** Bytes that stay free on the disk. */
  readonly reserve: number;
}

const USUAL: LogLimits = { most: 1024 ** 3, reserve: 128 * 1024 ** 2 };
/** A segment of so many bytes gets nothing more, so that none becomes too large to be read at once when the store is away for long. */
const FULL = 64 * 1024 * 1024;

/** What was wrong with the log when it was opened. */
export interface Mended {
  /** Bytes that were cut: of batches that were never acknowledged. */
  readonly torn: number;
  /** Groups of batches whose checksum did not fit: what the store can read of them is delivered. */
  readonly damaged: number;
}

/**
 * What was acknowledged, on disk before it is answered: segments, see {@link Segment}, one after the other.
 *
 * Group commit: all batches that wait while one fdatasync runs share the next. Bounded: beyond `most` bytes not yet delivered, or below `reserve`
 * free ones on the disk, `append` throws HAB-RECV-003, which the sender is to answer by waiting. A segment on which the disk once failed gets nothing more.
 */
export class WriteAheadLog {
  private segment: Segment | undefined;
  private next = 0;
  private readonly ready: string[] = [];
  private readonly found = { torn: 0, damaged: 0 };
  private waiting: Waiting[] = [];
  private writing: Promise<void> | undefined;
  private pending = 0;
  private pendingEvents = 0;
  /** Segments that are closed and not yet forgotten: what they count for in `pending`, and the fields of their events. */
  private readonly closed = new Map<string, { readonly bytes: number; readonly events?: number; readonly fields?: ReadonlySet<FieldName> | undefined }>();

  private constructor(
    private readonly dir: string,
    /** The most bytes that may wait. */
    public readonly limit: number,
    private readonly room: DiskRoom
  ) {}

  /** Opens the log and mends torn tails. What it finds is delivered again: known events are no-ops. */
  public static async open(dir: string, limits: Partial<LogLimits> = {}): Promise<{ log: WriteAheadLog; found: string[] }> {
    await mkdir(dir, { recursive: true, mode: 0o700 });
    const { most, reserve } = { ...USUAL, ...limits };
    const room = new DiskRoom(dir, reserve);
    await room.refresh();
    const log = new WriteAheadLog(dir, most, room);
    const names = (await readdir(dir)).filter((name) => /^\d{10}\.ndjson$/.test(name)).sort();
    for (const name of names) {
      const { bytes, torn, damaged } = await mend(join(dir, name));
      log.found.torn += torn;
      log.found.damaged += damaged;
      log.closed.set(join(dir, name), { bytes });
      log.pending += bytes;
    }
    log.next = names.length === 0 ? 0 : Number(names.at(-1)?.slice(0, 10)) + 1;
    return { log, found: names.map((name) => join(dir, name)) };
  }

  /** What was wrong when it was opened. */
  public get mended(): Mended {
    return this.found;
  }

  public get bytes(): number {
    return this.pending;
  }

  /** Events that wait for the store. Those that an earlier process left are not known by number. */
  public get events(): number {
    return this.pendingEvents;
  }

  /** Segments that wait for the store, and the one being written. */
  public get segments(): number {
    return this.closed.size + (this.segment === undefined ? 0 : 1);
  }

  /** What the segment being written holds, and since when (of `performance.now`); undefined for nothing. */
  public get filling(): { readonly bytes: number; readonly since: number } | undefined {
    const { segment } = this;
    return segment === undefined || segment.bytes === 0 ? undefined : { bytes: segment.bytes, since: segment.since };
  }

  /** Of a closed segment: no event has any other field. Undefined where that is not known, as after a crash. */
  public fieldsOf(path: string): ReadonlySet<FieldName> | undefined {
    return this.closed.get(path)?.fields;
  }

  /**
   * Resolves once the lines are on the disk. `lines` is copied.
   * @param fields no event has any other field, for certain; undefined: any
   */
  public async append(lines: Uint8Array, count: number, fields?: ReadonlySet<FieldName>): Promise<void> {
    await this.appendKept(Buffer.from(lines), count, fields);
  }

  /** The same without the copy: `lines` is to stay as it is until then. */
  public async appendKept(lines: Uint8Array, count: number, fields?: ReadonlySet<FieldName>): Promise<void> {
    if (this.pending + lines.length > this.limit) throw new HabitusError('HAB-RECV-003', `${this.pending} bytes waiting`);
    this.room.take(lines.length);
    this.pending += lines.length;
    const written = new Promise<void>((resolve, reject) => {
      this.waiting.push({ lines, count, fields, done: (error) => (error === undefined ? resolve() : reject(error as Error)) });
    });
    this.writing ??= this.writeAll();
    await written;
  }

  /** Closes the segment being written and names it, when it holds anything. What is appended meanwhile goes into the next. */
  public async rotate(): Promise<string | undefined> {
    while (this.writing !== undefined) await this.writing;
    const { segment } = this;
    if (segment === undefined || segment.bytes === 0) return undefined;
    this.segment = undefined;
    this.closed.set(segment.path, { bytes: segment.lineBytes, events: segment.events, fields: segment.fields });
    await segment.close();
    return segment.path;
  }

  public get hasReady(): boolean {
    return this.ready.length > 0;
  }

  /** Segments that were closed because they are full, or because the disk failed: what was acknowledged before is in them. Each is named once. */
  public takeReady(): string[] {
    return this.ready.splice(0);
  }

  /** To be called when a segment's events are in the store. @param bytes what it counts for, where it is not one that this log closed */
  public async forget(path: string, bytes = 0): Promise<void> {
    await rm(path, { force: true });
    const closed = this.closed.get(path);
    this.pending = Math.max(0, this.pending - (closed?.bytes ?? bytes));
    this.pendingEvents -= closed?.events ?? 0;
    this.closed.delete(path);
    await this.room.refresh();
  }

  public async close(): Promise<void> {
    await this.writing;
    await this.segment?.close();
    this.segment = undefined;
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
    const segment = (this.segment ??= await Segment.create(this.dir, this.next++));
    const count = group.reduce((sum, one) => sum + one.count, 0);
    for (const { fields } of group) segment.mayHold(fields);
    try {
      await segment.write(
        group.map(({ lines }) => lines),
        count
      );
      this.pendingEvents += count;
      if (segment.bytes >= FULL) await this.finish(segment);
    } catch (cause) {
      await this.abandon(segment);
      throw cause;
    }
  }

  private async finish(segment: Segment): Promise<void> {
    this.segment = undefined;
    this.closed.set(segment.path, { bytes: segment.lineBytes, events: segment.events, fields: segment.fields });
    this.ready.push(segment.path);
    await segment.close().catch(() => undefined);
  }

  /** What a disk did after an error is not known: what was acknowledged before is delivered, what comes goes elsewhere. */
  private async abandon(segment: Segment): Promise<void> {
    this.segment = undefined;
    await segment.cutTail();
    if (segment.bytes === 0) {
      await rm(segment.path, { force: true });
      return;
    }
    this.closed.set(segment.path, { bytes: segment.lineBytes, events: segment.events, fields: segment.fields });
    this.ready.push(segment.path);
  }
}
