import type { FileHandle } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { guessSource } from '../../sources/registry';
import type { Source } from '../../sources/source';
import { MOST_BYTES } from '../file/line-splitter';
import type { RawRecord, RecordIntake } from '../intake';
import { completeLines, type Stretch } from './complete-lines';
import type { Cursor, Cursors } from './cursors';
import { beginsWith, readHead } from './head';

export interface ReaderOptions {
  /** Set by the operator; otherwise guessed from the first lines of each file. */
  readonly source?: Source;
  readonly zone?: string;
}

/** More than a line may be long, so that one that is too long shows. */
const CHUNK = MOST_BYTES + 1024 * 1024;
const SAMPLE = 32 * 1024;

/** Carries a file's lines from its cursor on into the log. The cursor moves when they are there. */
export class TailReader {
  private readonly sources = new Map<string, Source>();
  private readonly complained = new Set<string>();

  public constructor(
    private readonly intake: Pick<RecordIntake, 'takeParts' | 'refuse' | 'flush'>,
    private readonly cursors: Pick<Cursors, 'touch' | 'saveSometimes'>,
    /** How a cursor's file is read. */
    private readonly optionsOf: (path: string) => ReaderOptions
  ) {}

  /**
   * Reads up to the end of the file.
   * @param isLast nothing more will be written: a last line without its end counts
   * @returns whether the file had grown
   * @throws HabitusError HAB-RECV-003 when the log has no room: what was read until then counts
   */
  public async read(file: FileHandle, cursor: Cursor, path: string, isLast: boolean): Promise<boolean> {
    const source = await this.sourceOf(file, cursor, path);
    if (source === undefined) return false;
    const before = cursor.offset;
    const buffer = Buffer.allocUnsafe(CHUNK);
    for (;;) {
      const { bytesRead } = await file.read(buffer, 0, CHUNK, cursor.offset);
      // Looked at behind the read: a file that was truncated in between begins otherwise, and these bytes are not its own.
      if (!beginsWith(await readHead(file), cursor.head)) return cursor.offset > before;
      const isEnd = bytesRead < CHUNK;
      const stretch = completeLines(buffer.subarray(0, bytesRead), cursor.isSkipping === true, isLast && isEnd);
      await this.takeAll(stretch, cursor, path, source);
      if (isEnd || stretch.used === 0) return cursor.offset > before;
    }
  }

  /** Reads what an archive or another stream holds behind the cursor, to its end. */
  public async readStream(content: Readable, sample: string, cursor: Cursor, path: string): Promise<void> {
    const source = this.optionsOf(cursor.path).source ?? guessSource(sample);
    if (source === undefined) return;
    let at = 0;
    let carried: Buffer = Buffer.alloc(0);
    for await (const chunk of content) {
      const bytes = chunk as Buffer;
      const fresh = bytes.subarray(Math.max(0, cursor.offset + carried.length - at));
      at += bytes.length;
      if (fresh.length === 0) continue;
      carried = Buffer.concat([carried, fresh]);
      const stretch = completeLines(carried, cursor.isSkipping === true, false);
      await this.takeAll(stretch, cursor, path, source);
      carried = carried.subarray(stretch.used);
    }
    await this.takeAll(completeLines(carried, cursor.isSkipping === true, true), cursor, path, source);
  }

  private async takeAll({ lines, tooLong, used, isSkipping }: Stretch, cursor: Cursor, path: string, source: Source): Promise<void> {
    if (used === 0) return;
    const { zone } = this.optionsOf(cursor.path);
    const records = lines.map(({ bytes, offset }): RawRecord => ({
      bytes,
      source,
      origin: `${cursor.id}:${cursor.offset + offset}`,
      place: `${path}:${cursor.offset + offset}`,
      ...(zone !== undefined && { zone }),
    }));
    if (records.length > 0) await this.intake.takeParts(records, 'any');
    for (const { head, offset, length } of tooLong) {
      this.intake.refuse('HAB-PARSE-004', `a line of ${length} bytes or more`, { source: source.name, place: `${path}:${cursor.offset + offset}` }, head);
    }
    if (tooLong.length > 0) await this.intake.flush();
    cursor.offset += used;
    cursor.isSkipping = isSkipping;
    this.cursors.touch(cursor);
    await this.cursors.saveSometimes();
  }

  private async sourceOf(file: FileHandle, cursor: Cursor, path: string): Promise<Source | undefined> {
    const known = this.optionsOf(cursor.path).source ?? this.sources.get(cursor.id);
    if (known) return known;
    const { buffer, bytesRead } = await file.read(Buffer.alloc(SAMPLE), 0, SAMPLE, 0);
    const sample = buffer.subarray(0, bytesRead).toString('utf8');
    const source = guessSource(sample.slice(0, sample.lastIndexOf('\n') + 1));
    if (source) this.sources.set(cursor.id, source);
    else await this.complain(cursor, path, buffer.subarray(0, Math.min(bytesRead, 1024)));
    return source;
  }

  /** Once for each file: it is asked again as it grows. */
  private async complain(cursor: Cursor, path: string, head: Buffer): Promise<void> {
    if (this.complained.has(cursor.id)) return;
    this.complained.add(cursor.id);
    this.intake.refuse('HAB-PARSE-003', 'a file whose lines a source knows; it is not read', { source: 'none', place: path }, head);
    await this.intake.flush();
  }
}
