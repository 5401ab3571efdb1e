import { glob, open, stat, type FileHandle } from 'node:fs/promises';
import type { Stats } from 'node:fs';
import { matchesGlob, resolve } from 'node:path';
import { HabitusError } from '../../../pkg/errors';
import type { Millis } from '../../../pkg/model';
import type { RecordIntake } from '../intake';
import type { Receiver } from '../receiver';
import { Cursors, type Cursor } from './cursors';
import { beginsWith, HEAD_BYTES, headOf, isTelling, readHead } from './head';
import { TailReader, type ReaderOptions } from './reader';
import { findRest, isArchive, readArchive, rotatedSince } from './rest';
import { sampleContent } from '../file/read-file';

/** Some files, and how they are read. */
export interface TailFiles extends ReaderOptions {
  /** Files or patterns, as `/var/log/nginx/*.log`. */
  readonly paths: readonly string[];
  /** Of files that are seen for the first time when it starts; those that come later are read from their beginning. */
  readonly from?: 'beginning' | 'end';
}

export interface TailOptions {
  /** Of a file that several of them name the first decides. */
  readonly files: readonly TailFiles[];
  /** Where the cursors are kept. One receiver alone writes it. */
  readonly cursors: string;
  readonly clock: () => Millis;
  readonly every?: Millis;
  /** How long a writer may go on with a file that was rotated away. */
  readonly leaving?: Millis;
  /** How often new files are looked for. */
  readonly look?: Millis;
}

interface Followed {
  readonly file: FileHandle;
  readonly cursor: Cursor;
  readonly path: string;
  readonly inode: number;
  /** When it last grew, of one that was rotated away. */
  grew: Millis;
}

const EVERY = 250;
const LEAVING = 10_000;
const LOOK_EVERY = 2_000;
const MOST_FILES = 4_096;

/**
 * Follows files that grow. Each is known by its beginning, so renaming, copying and truncating, and compressing while nobody looks, neither lose
 * nor double a line. What was read is in the write-ahead log before the cursor moves; after a kill the same lines get the same ids.
 */
export class FileTail implements Receiver {
  public readonly name: string;
  private readonly followed = new Map<string, Followed>();
  private leaving: Followed[] = [];
  private cursors: Cursors | undefined;
  private reader: TailReader | undefined;
  private paths: string[] = [];
  private looked = -Infinity;
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();
  private isFirst = true;
  /** Why the last round was cut short; undefined while all is well. */
  public error: string | undefined;

  public constructor(
    private readonly intake: RecordIntake,
    private readonly options: TailOptions
  ) {
    this.name = `tail ${options.files.flatMap(({ paths }) => paths).join(' ')}`;
  }

  public async start(): Promise<void> {
    this.cursors = await Cursors.open(this.options.cursors, this.options.clock);
    this.reader = new TailReader(this.intake, this.cursors, (path) => this.filesOf(path) ?? {});
    await this.round();
    this.isFirst = false;
    this.timer = setInterval(() => void this.round(), this.options.every ?? EVERY);
    this.timer.unref();
  }

  public async stop(): Promise<void> {
    clearInterval(this.timer);
    if (!this.cursors) return;
    this.timer = undefined;
    await this.round();
    await this.cursors.save();
    for (const { file } of [...this.followed.values(), ...this.leaving]) await file.close();
    this.followed.clear();
    this.leaving = [];
    this.cursors = undefined;
  }

  /** One look at all files; never two at a time. */
  public async round(): Promise<void> {
    this.running = this.running.then(async () => await this.lookAtAll());
    await this.running;
  }

  private async lookAtAll(): Promise<void> {
    if (!this.cursors) return;
    this.error = undefined;
    await this.attempt(async () => await this.look());
    for (const path of this.paths) await this.attempt(async () => await this.follow(path));
    if (this.isFirst) await this.attempt(async () => await this.readRests());
    for (const one of [...this.leaving]) await this.attempt(async () => await this.readLeaving(one));
    await this.attempt(async () => await this.cursors?.saveSometimes());
  }

  /** No room in the log, or a file that went away in between, keeps no other file waiting: the next round goes on where this one was. */
  private async attempt(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (cause) {
      this.error = cause instanceof Error ? cause.message : String(cause);
    }
  }

  private async look(): Promise<void> {
    const now = performance.now();
    if (now - this.looked < (this.options.look ?? LOOK_EVERY)) return;
    this.looked = now;
    const found = new Set(this.followed.keys());
    for (const pattern of this.options.files.flatMap(({ paths }) => paths)) {
      for await (const path of glob(resolve(pattern))) if (found.size < MOST_FILES) found.add(path);
    }
    this.paths = [...found].sort();
  }

  private filesOf(path: string): TailFiles | undefined {
    return this.options.files.find(({ paths }) => paths.some((pattern) => matchesGlob(path, resolve(pattern))));
  }

  private async follow(path: string): Promise<void> {
    const about = await stat(path).catch(() => undefined);
    const known = this.followed.get(path);
    if (known && about?.ino !== known.inode) await this.leave(known);
    if (!about?.isFile()) return;
    const current = this.followed.get(path);
    if (current && (await this.isSame(current, about))) {
      if (about.size > current.cursor.offset) await this.must().reader.read(current.file, current.cursor, path, false);
      return;
    }
    if (current) await this.truncated(current);
    await this.begin(path);
  }

  /** The number of the file is the same; whether its beginning still is. */
  private async isSame({ file, cursor }: Followed, { size }: Stats): Promise<boolean> {
    if (size < cursor.offset) return false;
    if (size === cursor.offset && cursor.head.length === HEAD_BYTES) return true;
    const head = await readHead(file);
    if (!beginsWith(head, cursor.head)) return false;
    if (head.length > cursor.head.length) cursor.head = headOf(head);
    return true;
  }

  private async begin(path: string): Promise<void> {
    const { cursors, reader } = this.must();
    const file = await open(path).catch(() => undefined);
    if (file === undefined) return;
    const [about, head] = [await file.stat(), await readHead(file)];
    if (!isTelling(head)) {
      await file.close();
      return;
    }
    const place = { path, device: about.dev, inode: about.ino };
    const known = (): Cursor | undefined => {
      const found = cursors.find(place, head);
      return found !== undefined && found.offset <= about.size ? found : undefined;
    };
    if (!known()) await this.readUnseen(path, cursors.since);
    // Asked again: this very file may have been rotated away meanwhile, and been met there.
    const found = known();
    const isKnown = found !== undefined;
    const cursor = found ?? (await cursors.add(place, head));
    if (!isKnown && this.isFirst && this.filesOf(path)?.from === 'end') Object.assign(cursor, { offset: about.size - 1, isSkipping: true });
    if (isKnown && !this.isFollowed(cursor)) Object.assign(cursor, place, { isDone: false });
    this.followed.set(path, { file, cursor, path, inode: about.ino, grew: performance.now() });
    await reader.read(file, cursor, path, false);
  }

  private isFollowed(cursor: Cursor): boolean {
    return [...this.followed.values(), ...this.leaving].some((one) => one.cursor === cursor);
  }

  /** Renamed or removed: its writer may still hold it for a while. */
  private async leave(one: Followed): Promise<void> {
    this.followed.delete(one.path);
    one.grew = performance.now();
    this.leaving.push(one);
    await this.readUnseen(one.path, one.cursor.began);
  }

  /** Files that were begun and rotated away between two looks: those of a day on which this process was not there. */
  private async readUnseen(place: string, since: Millis): Promise<void> {
    const { cursors } = this.must();
    for (const path of await rotatedSince(place, since)) {
      const about = await stat(path);
      const { bytes } = await sampleContent(path);
      const head = bytes.subarray(0, HEAD_BYTES);
      const at = { path: place, device: about.dev, inode: about.ino };
      if (!isTelling(head) || cursors.find(at, head)) continue;
      const cursor = await cursors.add(at, head);
      if (isArchive(path)) await this.finish(cursor, path);
      else this.leaving.push({ file: await open(path), cursor, path, inode: about.ino, grew: performance.now() });
    }
  }

  private async readLeaving(one: Followed): Promise<void> {
    const { reader } = this.must();
    if (await reader.read(one.file, one.cursor, one.path, false)) one.grew = performance.now();
    if (performance.now() - one.grew < (this.options.leaving ?? LEAVING)) return;
    await reader.read(one.file, one.cursor, one.path, true);
    one.cursor.isDone = true;
    this.leaving = this.leaving.filter((other) => other !== one);
    await one.file.close();
  }

  /** Copied and truncated: what came between the last look and the copy is in the copy only. */
  private async truncated(one: Followed): Promise<void> {
    this.followed.delete(one.path);
    await one.file.close();
    await this.readRest(one.cursor);
  }

  /** Of files that were rotated away while this process was not there. */
  private async readRests(): Promise<void> {
    const gone = this.must().cursors.all.filter((cursor) => cursor.isDone !== true && !this.isFollowed(cursor) && this.filesOf(cursor.path) !== undefined);
    for (const cursor of gone) await this.readRest(cursor);
  }

  /** A file that is found is read for as long as its writer may hold it. */
  private async readRest(cursor: Cursor): Promise<void> {
    const rest = await findRest(cursor);
    if (rest && 'file' in rest) {
      const { file, path, device, inode } = rest;
      Object.assign(cursor, { device, inode });
      this.leaving.push({ file, cursor, path, inode, grew: performance.now() });
    } else await this.finish(cursor, rest?.archive);
    await this.readUnseen(cursor.path, cursor.began);
  }

  private async finish(cursor: Cursor, archive: string | undefined): Promise<void> {
    const { cursors, reader } = this.must();
    if (archive !== undefined) await readArchive(archive, cursor, reader);
    cursor.isDone = true;
    cursors.touch(cursor);
  }

  private must(): { readonly cursors: Cursors; readonly reader: TailReader } {
    if (!this.cursors || !this.reader) throw new HabitusError('HAB-CLI-001', 'a call before start', 'a receiver that was started');
    return { cursors: this.cursors, reader: this.reader };
  }
}
