import { readKeyValue } from './protobuf';
import { clearSpan, type Span } from './span';
import { WireReader } from './wire';

const VARINT = 0;
const FIXED64 = 1;
const BYTES = 2;
const key = (field: number, wireType: number): number => (field << 3) | wireType;

/** Reads one Span of opentelemetry/proto/trace/v1/trace.proto. `span` is cleared first; its resource is left alone. @throws WireError for damage */
export function readSpan(bytes: Uint8Array, start: number, end: number, span: Span): void {
  clearSpan(span);
  const reader = new WireReader(bytes, start, end);
  for (let at = reader.key(); at !== 0; at = reader.key()) {
    const read = FIELDS.get(at);
    if (read === undefined) reader.skip(at);
    else read(reader, span);
  }
}

/** Events and links of a span, and what is not known, are passed over. */
const FIELDS: ReadonlyMap<number, (reader: WireReader, span: Span) => void> = new Map([
  [key(1, BYTES), (reader, span) => void (span.traceId = hex(reader))],
  [key(2, BYTES), (reader, span) => void (span.spanId = hex(reader))],
  [key(4, BYTES), (reader, span) => void (span.parentId = hex(reader))],
  [key(5, BYTES), (reader, span) => void (span.name = reader.text())],
  [key(6, VARINT), (reader, span) => void (span.kind = reader.varint())],
  [key(7, FIXED64), (reader, span) => void (span.start = reader.fixed64())],
  [key(8, FIXED64), (reader, span) => void (span.end = reader.fixed64())],
  [key(9, BYTES), (reader, span) => readKeyValue(reader.nested(), span.attributes, 0)],
  [key(15, BYTES), (reader, span) => readStatus(reader.nested(), span)],
]);

function readStatus(reader: WireReader, span: Span): void {
  for (let at = reader.key(); at !== 0; at = reader.key()) {
    if (at === key(2, BYTES)) span.statusMessage = reader.text();
    else if (at === key(3, VARINT)) span.status = reader.varint();
    else reader.skip(at);
  }
}

function hex(reader: WireReader): string {
  const end = reader.limit();
  const text = Buffer.from(reader.bytes.subarray(reader.at, end)).toString('hex');
  reader.at = end;
  return text;
}
