import { hash } from 'node:crypto';
import type { Millis } from '../../../pkg/model';
import { liveRange } from '../../clean/time-range';
import type { DeadLetters } from '../../deliver/dead-letters';
import type { WriteAheadLog } from '../../deliver/write-ahead-log';
import { ByteBuffer } from '../../encode/byte-buffer';
import { PipelineWriter } from '../../encode/writer';
import { writeLogRecord } from '../../sources/otlp/write-record';
import type { Tally } from '../../tally';
import { readLogsJson } from './json';
import type { LogRecord } from './log-record';
import { readLogsRequest } from './protobuf';
import { WireError } from './wire';

/** What the sender is told. */
export interface Taken {
  readonly rejected: number;
  readonly message: string;
}

/** Turns a request into encoded events, logs them, and only then answers. */
export class OtlpIntake {
  private readonly buffer = new ByteBuffer(1024 * 1024);

  public constructor(
    private readonly log: WriteAheadLog,
    private readonly deadLetters: DeadLetters,
    private readonly tally: Tally,
    private readonly clock: () => Millis,
    private readonly onTime: (at: Millis) => void
  ) {}

  /** @throws WireError for a damaged request (nothing of it is taken), HabitusError HAB-RECV-003 when the log is full */
  public async take(body: Uint8Array, form: 'protobuf' | 'json'): Promise<Taken> {
    const rejected: string[] = [];
    const drops: string[] = [];
    const { lines, count } = this.encode(body, form, rejected, drops);
    if (count > 0) await this.log.append(lines, count);
    for (const reason of drops) this.tally.drop(reason);
    await this.deadLetters.flush();
    return { rejected: rejected.length, message: rejected[0] ?? '' };
  }

  private encode(body: Uint8Array, form: 'protobuf' | 'json', rejected: string[], drops: string[]): { lines: Buffer; count: number } {
    const now = this.clock();
    const request = hash('sha256', body);
    const letters: { code: string; reason: string; record: LogRecord }[] = [];
    let count = 0;
    let current: LogRecord | undefined;
    this.buffer.clear();
    const writer = new PipelineWriter(
      this.buffer,
      {
        accepted: (at) => {
          count++;
          this.onTime(at);
        },
        dropped: (reason) => drops.push(reason),
        rejected: (code, expected, got) => {
          const reason = `${code}: expected ${expected}, got ${got}`;
          rejected.push(reason);
          if (current) letters.push({ code, reason, record: { ...current, resource: new Map(current.resource), attributes: new Map(current.attributes) } });
        },
      },
      'otlp',
      liveRange(now)
    );
    let index = 0;
    const show = (record: LogRecord): void => {
      current = record;
      const origin = `${request}:${index++}`;
      writer.next(origin, now);
      writeLogRecord(record, { observed: now, origin, place: 'otlp' }, writer);
    };
    if (form === 'json') readLogsJson(body, show);
    else readLogsRequest(body, show);
    for (const { code, reason, record } of letters) this.bury(code, reason, record, now);
    return { lines: Buffer.from(this.buffer.bytes()), count };
  }

  private bury(code: string, reason: string, record: LogRecord, now: Millis): void {
    this.tally.deadLetter(code);
    const raw = JSON.stringify({
      time: record.time,
      body: record.body,
      attributes: Object.fromEntries(record.attributes),
      resource: Object.fromEntries(record.resource),
    });
    this.deadLetters.add({ at: new Date(now).toISOString(), source: 'otlp', place: 'otlp', code, reason }, Buffer.from(raw));
  }
}

export { WireError };
