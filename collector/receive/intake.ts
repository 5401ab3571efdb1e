import { HabitusError, type ErrorCode } from '../../pkg/errors';
import type { FieldName, Millis } from '../../pkg/model';
import { importRange, liveRange } from '../clean/time-range';
import type { DeadLetters } from '../deliver/dead-letters';
import type { WriteAheadLog } from '../deliver/write-ahead-log';
import { ByteBuffer } from '../encode/byte-buffer';
import type { Step } from '../encode/step';
import { PipelineWriter } from '../encode/writer';
import { parseGuarded } from '../sources/parse-guarded';
import type { Source } from '../sources/source';
import type { Tally } from '../tally';
import { closedBefore } from '../watermark';

/** One record of a source, as a receiver has it. */
export interface RawRecord {
  readonly bytes: Uint8Array;
  readonly source: Source;
  /** What identifies it where the source names no id of its own: the same for a second delivery, and for no other record. */
  readonly origin: string;
  /** For messages: receiver and sender, or file and offset. */
  readonly place: string;
  readonly year?: number;
  readonly zone?: string;
}

/** Whether the events are of now, so that an impossible clock shows, or of any time, as in a file or an export. */
export type Era = 'live' | 'any';

export interface IntakeParts {
  readonly steps?: readonly Step[];
  readonly log: Pick<WriteAheadLog, 'append'>;
  readonly deadLetters: Pick<DeadLetters, 'add' | 'flush'>;
  readonly tally: Tally;
  readonly clock: () => Millis;
  /** The most bytes of events that one batch may become. Default 128 MiB. */
  readonly mostBytes?: number;
  /** The newest event of a source in a batch. */
  readonly onTime: (source: string, newest: Millis) => void;
}

/** What became of a batch. */
export interface Taken {
  readonly accepted: number;
  readonly dropped: number;
  readonly rejected: number;
  /** Why the first of the rejected was. */
  readonly reason?: string;
}

interface Batch {
  accepted: number;
  readonly newest: Map<string, Millis>;
  /** End of the newest closed hour, and how many events lie before it. */
  readonly closed: Millis;
  late: number;
  readonly drops: Map<string, number>;
  readonly refused: { readonly record: RawRecord; readonly code: string; readonly reason: string }[];
}

/** A buffer that one large batch made is not kept for all the small ones. */
const KEPT_BYTES = 16 * 1024 * 1024;
const FIRST_BYTES = 256 * 1024;
/** The most that one batch may become: a line may stand for a thousand events. */
const MOST_BYTES = 128 * 1024 * 1024;

/**
 * The way in of records that are bytes of a known source: parse, clean, enrich and encode, then the write-ahead log, then the answer.
 * OTLP, whose records are no bytes of a source, has its own.
 */
export class RecordIntake {
  private buffer = new ByteBuffer(FIRST_BYTES);
  private writers = new Map<string, PipelineWriter>();
  private readonly range = { oldest: 0, newest: 0, words: '' };
  private batch: Batch = emptyBatch(-Infinity);
  private record: RawRecord | undefined;

  public constructor(private readonly parts: IntakeParts) {}

  /**
   * Resolves once all that was accepted is on the disk and the rest is counted and kept.
   * @throws HabitusError HAB-RECV-003 when the log has no room, HAB-RECV-002 when the batch would become too large: nothing of it is taken or counted then
   */
  public async take(records: readonly RawRecord[], era: Era): Promise<Taken> {
    const batch = this.encode(records, era);
    const logged = batch.accepted > 0 ? this.parts.log.append(this.buffer.bytes(), batch.accepted, this.fields()) : undefined;
    if (this.buffer.size > KEPT_BYTES) this.renew();
    await logged;
    await this.account(batch);
    const [first] = batch.refused;
    return {
      accepted: batch.accepted,
      dropped: [...batch.drops.values()].reduce((sum, count) => sum + count, 0),
      rejected: batch.refused.length,
      ...(first && { reason: first.reason }),
    };
  }

  /** The same for as many records as come: what would become too large together is taken in parts, and a record that is too large alone is dropped. */
  public async takeParts(records: readonly RawRecord[], era: Era): Promise<void> {
    try {
      await this.take(records, era);
    } catch (error) {
      if (!(error instanceof HabitusError && error.code === 'HAB-RECV-002')) throw error;
      const half = records.length >> 1;
      if (half === 0) this.drop('too-large');
      else for (const part of [records.slice(0, half), records.slice(half)]) await this.takeParts(part, era);
    }
  }

  /** Counts a record that never got as far as a source, and keeps it with its reason. Written with the next batch, or by `flush`. */
  public refuse(code: ErrorCode, reason: string, at: { readonly source: string; readonly place: string }, raw: Uint8Array): void {
    this.letter(code, reason, at, raw);
  }

  /** Counts records that are left out on purpose. */
  public drop(reason: string, count = 1): void {
    if (count > 0) this.parts.tally.drop(reason, count);
  }

  /** What was refused is on the disk. */
  public async flush(): Promise<void> {
    await this.parts.deadLetters.flush();
  }

  /** Synchronous: two batches never share the buffer. */
  private encode(records: readonly RawRecord[], era: Era): Batch {
    const now = this.parts.clock();
    const batch = (this.batch = emptyBatch(era === 'live' ? closedBefore(now) : -Infinity));
    Object.assign(this.range, era === 'live' ? liveRange(now) : importRange(now));
    this.buffer.clear();
    const { mostBytes: most = MOST_BYTES } = this.parts;
    for (const record of records) {
      this.record = record;
      const { bytes, source, origin, place, year, zone } = record;
      const writer = this.writerOf(source);
      writer.next(origin, now);
      const arrival = { observed: now, origin, place, ...(year !== undefined && { year }), ...(zone !== undefined && { zone }) };
      parseGuarded(source, { bytes, start: 0, end: bytes.length }, arrival, writer);
      if (this.buffer.size > most) throw new HabitusError('HAB-RECV-002', `${records.length} records`, `at most ${most} bytes of events`);
    }
    return batch;
  }

  private writerOf({ name }: Source): PipelineWriter {
    let writer = this.writers.get(name);
    if (writer === undefined) {
      writer = new PipelineWriter(
        this.buffer,
        {
          accepted: (at) => {
            this.batch.accepted++;
            this.batch.newest.set(name, Math.max(this.batch.newest.get(name) ?? at, at));
            if (at < this.batch.closed) this.batch.late++;
          },
          dropped: (reason) => void this.batch.drops.set(reason, (this.batch.drops.get(reason) ?? 0) + 1),
          rejected: (code, expected, got) => {
            if (this.record) this.batch.refused.push({ record: this.record, code, reason: `expected ${expected}, got ${got}` });
          },
        },
        name,
        this.range,
        this.parts.steps
      );
      this.writers.set(name, writer);
    }
    return writer;
  }

  /** What the events of the batch may hold: of all writers, which have written them. */
  private fields(): Set<FieldName> {
    return new Set([...this.writers.values()].flatMap((writer) => [...writer.fields]));
  }

  private renew(): void {
    this.buffer = new ByteBuffer(FIRST_BYTES);
    this.writers = new Map();
  }

  private async account({ newest, late, drops, refused }: Batch): Promise<void> {
    this.parts.tally.late += late;
    for (const [source, at] of newest) this.parts.onTime(source, at);
    for (const [reason, count] of drops) this.parts.tally.drop(reason, count);
    for (const { record, code, reason } of refused) {
      this.letter(code, reason, { source: record.source.name, place: record.place, origin: record.origin }, record.bytes);
    }
    // The events are in the log: for a letter that cannot be written (it is counted as overflowed) nobody shall send them again.
    await this.parts.deadLetters.flush().catch(() => undefined);
  }

  private letter(code: string, reason: string, from: { readonly source: string; readonly place: string; readonly origin?: string }, raw: Uint8Array): void {
    this.parts.tally.deadLetter(code);
    this.parts.deadLetters.add({ at: new Date(this.parts.clock()).toISOString(), ...from, code, reason }, raw);
  }
}

function emptyBatch(closed: Millis): Batch {
  return { accepted: 0, newest: new Map(), closed, late: 0, drops: new Map(), refused: [] };
}
