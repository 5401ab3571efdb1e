import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { DAY, type Millis } from '../../../pkg/model';
import { HEAD_BYTES, beginsWith, headOf, type Head } from './head';

/** How far a file was read, by what the file is and not by what it is called. */
export interface Cursor {
  /** Part of the ids of its events; never changes. */
  readonly id: string;
  path: string;
  device: number;
  inode: number;
  head: Head;
  /** All before it is in the write-ahead log. */
  offset: number;
  /** In the middle of a line that is too long. */
  isSkipping?: boolean;
  /** Rotated away and read to its end. */
  isDone?: boolean;
  /** When the file was first met: those that took its place are younger. */
  readonly began: Millis;
  seen: Millis;
}

interface Kept {
  readonly schema: 1;
  readonly since: Millis;
  readonly cursors: Cursor[];
}

export interface Place {
  readonly path: string;
  readonly device: number;
  readonly inode: number;
}

const KEPT = 30 * DAY;
const SAVE_EVERY = 1_000;

/**
 * The cursors of all tailed files, in one JSON file that is replaced as a whole. It may be older than the log: what is read twice then has the
 * same ids. A new cursor is on the disk before its first line is read, as the ids of small files are made up.
 */
export class Cursors {
  /** When files were first followed here: what was rotated away before is history. */
  public readonly since: Millis;
  private cursors: Cursor[] = [];
  private isDirty = false;
  private saved: Millis = 0;

  private constructor(
    private readonly file: string,
    private readonly clock: () => Millis
  ) {
    this.since = clock();
  }

  public static async open(file: string, clock: () => Millis): Promise<Cursors> {
    const cursors = new Cursors(file, clock);
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    const kept = await readFile(file, 'utf8').catch((cause: NodeJS.ErrnoException) => {
      if (cause.code === 'ENOENT') return undefined;
      throw cause;
    });
    if (kept === undefined) await cursors.save();
    else Object.assign(cursors, JSON.parse(kept) as Kept);
    return cursors;
  }

  public get all(): readonly Cursor[] {
    return this.cursors;
  }

  /**
   * The cursor of the file at a place: the same file by its number and beginning, or a copy of it by a whole KiB. Files that only begin alike, as
   * those with a line of column names do, are two.
   */
  public find({ device, inode }: Place, head: Buffer): Cursor | undefined {
    const same = (cursor: Cursor): boolean => cursor.inode === inode && cursor.device === device;
    const alike = this.cursors.filter((cursor) => beginsWith(head, cursor.head));
    return alike.find(same) ?? alike.find((cursor) => cursor.head.length === HEAD_BYTES);
  }

  public async add(place: Place, head: Buffer): Promise<Cursor> {
    const known = headOf(head);
    const id = head.length === HEAD_BYTES && !this.cursors.some((cursor) => cursor.id === known.hash) ? known.hash : randomUUID();
    const cursor: Cursor = { id, ...place, head: known, offset: 0, began: this.clock(), seen: this.clock() };
    this.cursors.push(cursor);
    await this.save();
    return cursor;
  }

  public touch(cursor: Cursor): void {
    cursor.seen = this.clock();
    this.isDirty = true;
  }

  /** Saves now and then: a cursor that is old costs only reading again. */
  public async saveSometimes(): Promise<void> {
    if (this.isDirty && Math.abs(this.clock() - this.saved) >= SAVE_EVERY) await this.save();
  }

  public async save(): Promise<void> {
    this.saved = this.clock();
    this.isDirty = false;
    this.cursors = this.cursors.filter(({ seen }) => seen >= this.saved - KEPT);
    const fresh = `${this.file}.new`;
    const handle = await open(fresh, 'w', 0o600);
    try {
      await handle.writeFile(JSON.stringify({ schema: 1, since: this.since, cursors: this.cursors } satisfies Kept));
      await handle.datasync();
    } finally {
      await handle.close();
    }
    await rename(fresh, this.file);
  }
}
