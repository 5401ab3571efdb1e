import { hash } from 'node:crypto';
import { HabitusError } from '../../../pkg/errors';
import type { Millis } from '../../../pkg/model';
import { liveRange } from '../../clean/time-range';
import type { ByteBuffer } from '../../encode/byte-buffer';
import { PipelineWriter } from '../../encode/writer';
import { writeLogRecord } from '../../sources/otlp/write-record';
import { guarded } from '../../sources/parse-guarded';
import { readLogsJson } from './json';
import type { LogRecord } from './log-record';
import { readLogsRequest } from './protobuf';

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
  readonly drops: string[];
  readonly refused: Refused[];
  refusedCount: number;
}

export type Form = 'protobuf' | 'json';

/** The most that one request may become: records of two bytes become events of two hundred. */
const MOST_ENCODED = 128 * 1024 * 1024;
const MOST_REFUSED = 64 * 1024 * 1024;
/** Of an object that holds one. */
const OVERHEAD = 256;
const MOST_RAW = 8 * 1024;

/**
 * Encodes the records of a request into `buffer`, which is cleared first.
 * @throws WireError for a damaged request; HabitusError HAB-RECV-002 for one that would become too large. Nothing of either is to be taken
 */
export function encodeRequest(body: Uint8Array, form: Form, now: Millis, buffer: ByteBuffer): Encoded {
  const result: Encoded = { count: 0, newest: undefined, drops: [], refused: [], refusedCount: 0 };
  const request = hash('sha256', body);
  let current: LogRecord | undefined;
  let refusedBytes = 0;
  let index = 0;
  buffer.clear();
  const writer = new PipelineWriter(
    buffer,
    {
      accepted: (at) => {
        result.count++;
        result.newest = Math.max(result.newest ?? at, at);
      },
      dropped: (reason) => void result.drops.push(reason),
      rejected: (code, expected, got) => {
        result.refusedCount++;
        if (current === undefined || refusedBytes > MOST_REFUSED) return;
        const refused = { code, reason: `${code}: expected ${expected}, got ${got}`, raw: rawOf(current) };
        refusedBytes += refused.raw.length + refused.reason.length + OVERHEAD;
        result.refused.push(refused);
      },
    },
    'otlp',
    liveRange(now)
  );
  const show = (record: LogRecord): void => {
    if (buffer.size > MOST_ENCODED) throw new HabitusError('HAB-RECV-002', `${index} records`, `at most ${MOST_ENCODED} bytes of events`);
    current = record;
    const origin = `${request}:${index++}`;
    writer.next(origin, now);
    guarded(writer, () => writeLogRecord(record, { observed: now, origin, place: 'otlp' }, writer));
  };
  if (form === 'json') readLogsJson(body, show);
  else readLogsRequest(body, show);
  return result;
}

function rawOf({ time, body, attributes, resource }: LogRecord): Buffer {
  const json = JSON.stringify({ time, body, attributes: Object.fromEntries(attributes), resource: Object.fromEntries(resource) });
  return Buffer.from(json.slice(0, MOST_RAW));
}
