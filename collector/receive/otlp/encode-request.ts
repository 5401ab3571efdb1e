import { hash } from 'node:crypto';
import type { Millis } from '../../../pkg/model';
import { USUAL_STEPS } from '../../clean/irrelevant';
import type { Step } from '../../encode/step';
import type { ByteBuffer } from '../../encode/byte-buffer';
import { PlainRecord } from '../../sources/otlp/plain-record';
import { FastRecord } from './fast-record';
import { eventOfSpan } from '../../sources/otlp/span-record';
import { readLogsJson } from './json';
import { emptyLogRecord } from './log-record';
import { readLogRecord, walkLogsRequest } from './protobuf';
import { RequestEncoding, type Encoded } from './request-encoding';
import { emptySpan, type Span } from './span';
import { readSpansJson } from './span-json';
import { readSpan } from './span-protobuf';

export type Form = 'protobuf' | 'json';

/**
 * Encodes the records of a request into `buffer`, which is cleared first.
 * @throws WireError for a damaged request; HabitusError HAB-RECV-002 for one that would become too large. Nothing of either is to be taken
 */
export function encodeRequest(body: Uint8Array, form: Form, now: Millis, buffer: ByteBuffer, steps: readonly Step[] = USUAL_STEPS): Encoded {
  buffer.clear();
  const encoding = new RequestEncoding(hash('sha256', body), now, buffer, steps);
  if (form === 'json') readLogsJson(body, (record) => encoding.write(record));
  else encodeProtobuf(asBuffer(body), now, encoding);
  return encoding.end();
}

/**
 * The same of an ExportTraceServiceRequest. Spans that are no event of a user are dropped as `span-without-user`.
 * @throws as {@link encodeRequest} does
 */
export function encodeSpans(body: Uint8Array, form: Form, now: Millis, buffer: ByteBuffer, steps: readonly Step[] = USUAL_STEPS): Encoded {
  buffer.clear();
  const encoding = new RequestEncoding(hash('sha256', body), now, buffer, steps);
  const show = (span: Span): void => {
    const event = eventOfSpan(span);
    if (event === undefined) encoding.drop('span-without-user');
    else encoding.write(event);
  };
  if (form === 'json') readSpansJson(body, show);
  else walkSpans(asBuffer(body), show);
  return encoding.end();
}

function walkSpans(bytes: Buffer, show: (span: Span) => void): void {
  const span = emptySpan();
  walkLogsRequest(bytes, {
    resource: (attributes) => {
      span.resource.clear();
      for (const [name, value] of attributes) span.resource.set(name, value);
    },
    record: (start, end) => {
      readSpan(bytes, start, end, span);
      show(span);
    },
  });
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
