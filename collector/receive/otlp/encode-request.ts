import { hash } from 'node:crypto';
import type { Millis } from '../../../pkg/model';
import type { Step } from '../../encode/step';
import type { ByteBuffer } from '../../encode/byte-buffer';
import { PlainRecord } from '../../sources/otlp/plain-record';
import { FastRecord } from './fast-record';
import { readLogsJson } from './json';
import { emptyLogRecord } from './log-record';
import { readLogRecord, walkLogsRequest } from './protobuf';
import { RequestEncoding, type Encoded } from './request-encoding';

export type Form = 'protobuf' | 'json';

/**
 * Encodes the records of a request into `buffer`, which is cleared first.
 * @throws WireError for a damaged request; HabitusError HAB-RECV-002 for one that would become too large. Nothing of either is to be taken
 */
export function encodeRequest(body: Uint8Array, form: Form, now: Millis, buffer: ByteBuffer, steps: readonly Step[] = []): Encoded {
  buffer.clear();
  const encoding = new RequestEncoding(hash('sha256', body), now, buffer, steps);
  if (form === 'json') readLogsJson(body, (record) => encoding.write(record));
  else encodeProtobuf(asBuffer(body), now, encoding);
  return encoding.end();
}

/** Records as nearly all are go straight into the event; of the others, and of what is refused, a LogRecord is made first. */
function encodeProtobuf(bytes: Buffer, now: Millis, encoding: RequestEncoding): void {
  const plain = new PlainRecord(encoding.writer);
  const fast = new FastRecord(plain);
  const careful = emptyLogRecord();
  let [from, to] = [0, 0];
  encoding.reread = () => {
    readLogRecord(bytes, from, to, careful);
    return careful;
  };
  walkLogsRequest(bytes, {
    resource: (attributes) => {
      careful.resource.clear();
      for (const [name, value] of attributes) careful.resource.set(name, value);
      plain.of(attributes);
    },
    record: (start, end) => {
      [from, to] = [start, end];
      encoding.next();
      if (!fast.write(bytes, start, end, now)) encoding.again();
    },
  });
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
}
