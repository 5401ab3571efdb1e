import { HabitusError } from '../../../pkg/errors';
import type { FieldName, Millis } from '../../../pkg/model';
import { liveRange } from '../../clean/time-range';
import type { ByteBuffer } from '../../encode/byte-buffer';
import { USUAL_STEPS } from '../../clean/irrelevant';
import type { Step } from '../../encode/step';
import { RequestIds } from '../../encode/request-ids';
import { PipelineWriter } from '../../encode/writer';
import { writeLogRecord } from '../../sources/otlp/write-record';
import { guarded } from '../../sources/parse-guarded';
import { closedBefore } from '../../watermark';
import { emptyLogRecord, type LogRecord } from './log-record';

/** A record that was refused: why, and as much of it as is worth keeping. */
export interface Refused {
  readonly code: string;
  readonly reason: string;
  readonly raw: Buffer;
}

/** What a request holds. Of what was refused beyond 64 MiB only the number is kept. */
export interface Encoded {
  count: number;
  newest: Millis | undefined;
  /** Events of hours that are closed. */
  late: number;
  /** By reason. */
  readonly drops: Map<string, number>;
  readonly refused: Refused[];
  refusedCount: number;
  /** The fields of the events. */
  fields: ReadonlySet<FieldName>;
}

/** The most that one request may become: records of two bytes become events of two hundred. */
const MOST_ENCODED = 128 * 1024 * 1024;
const MOST_REFUSED = 64 * 1024 * 1024;
/** Of an object that holds one. */
const OVERHEAD = 256;
const MOST_RAW = 8 * 1024;

/** What a request becomes, record by record. */
export class RequestEncoding {
  public readonly result: Encoded = { count: 0, newest: undefined, late: 0, drops: new Map(), refused: [], refusedCount: 0, fields: new Set() };
  public readonly writer: PipelineWriter;
  /** Makes the current record of the bytes it came in, for whoever has to see all of it. */
  public reread: () => LogRecord = emptyLogRecord;
  private readonly ids: RequestIds;
  private current: LogRecord | undefined;
  private refusedBytes = 0;
  private index = -1;

  public constructor(
    request: string,
    private readonly now: Millis,
    private readonly buffer: ByteBuffer,
    steps: readonly Step[] = USUAL_STEPS
  ) {
    this.ids = new RequestIds(request);
    const closed = closedBefore(now);
    this.writer = new PipelineWriter(
      buffer,
      {
        accepted: (at) => {
          this.result.count++;
          this.result.newest = Math.max(this.result.newest ?? at, at);
          if (at < closed) this.result.late++;
        },
        dropped: (reason) => this.drop(reason),
        rejected: (code, expected, got) => this.refuse(code, `${code}: expected ${expected}, got ${got}`),
      },
      'otlp',
      liveRange(now),
      steps
    );
  }

  /** To be called after the last record. */
  public end(): Encoded {
    this.result.fields = this.writer.fields;
    return this.result;
  }

  public next(): void {
    if (this.buffer.size > MOST_ENCODED) throw new HabitusError('HAB-RECV-002', `${this.index + 1} records`, `at most ${MOST_ENCODED} bytes of events`);
    this.index++;
    this.writer.nextOf(this.ids, this.index, this.now);
  }

  public write(record: LogRecord): void {
    this.next();
    this.writeWhole(record);
  }

  /** Counts a record that is left out before it is read. */
  public drop(reason: string): void {
    this.result.drops.set(reason, (this.result.drops.get(reason) ?? 0) + 1);
  }

  /** The current record once more, from its beginning. */
  public again(): void {
    this.writer.nextOf(this.ids, this.index, this.now);
    this.writeWhole(this.reread());
  }

  private get origin(): string {
    return this.ids.nameOf(this.index);
  }

  private writeWhole(record: LogRecord): void {
    this.current = record;
    guarded(this.writer, () => writeLogRecord(record, { observed: this.now, origin: this.origin, place: 'otlp' }, this.writer));
    this.current = undefined;
  }

  private refuse(code: string, reason: string): void {
    this.result.refusedCount++;
    if (this.refusedBytes > MOST_REFUSED) return;
    const refused = { code, reason, raw: rawOf(this.current ?? this.reread()) };
    this.refusedBytes += refused.raw.length + refused.reason.length + OVERHEAD;
    this.result.refused.push(refused);
  }
}

function rawOf({ time, eventName, severity, body, attributes, resource }: LogRecord): Buffer {
  const json = JSON.stringify({
    time,
    eventName: eventName || undefined,
    severity: severity || undefined,
    body,
    attributes: Object.fromEntries(attributes),
    resource: Object.fromEntries(resource),
  });
  return Buffer.from(json.slice(0, MOST_RAW));
}
