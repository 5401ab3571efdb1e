import { clearRecord, type LogRecord } from './log-record';
import { DEEPEST, WireError, WireReader } from './wire';

const BYTES = 2;

/** Takes what a request holds, in its order. */
export interface LogsVisitor {
  /** The attributes of the records that follow. Valid until the next. */
  resource(attributes: ReadonlyMap<string, unknown>): void;
  /** Where a LogRecord lies in the bytes. */
  record(start: number, end: number): void;
}

/**
 * Walks an ExportLogsServiceRequest, or that of another signal, which has the same field numbers as far, down to its records, in one pass but for a resource that stands behind its records.
 * Field numbers: opentelemetry/proto/logs/v1/logs.proto. Unknown fields are passed over.
 * @throws WireError where the message is damaged; records shown before it were whole
 */
export function walkLogsRequest(bytes: Uint8Array, visitor: LogsVisitor): void {
  const reader = new WireReader(bytes, 0, bytes.length);
  for (let key = reader.key(); key !== 0; key = reader.key()) {
    if (key === ((1 << 3) | BYTES)) walkResourceLogs(reader.nested(), visitor);
    else reader.skip(key);
  }
}

function walkResourceLogs(reader: WireReader, visitor: LogsVisitor): void {
  const attributes = new Map<string, unknown>();
  const scopes: WireReader[] = [];
  for (let key = reader.key(); key !== 0; key = reader.key()) {
    if (key === ((1 << 3) | BYTES)) readAttributes(reader.nested(), 1, attributes);
    else if (key === ((2 << 3) | BYTES)) scopes.push(reader.nested());
    else reader.skip(key);
  }
  visitor.resource(attributes);
  for (const scope of scopes) walkScopeLogs(scope, visitor);
}

function walkScopeLogs(reader: WireReader, visitor: LogsVisitor): void {
  for (let key = reader.key(); key !== 0; key = reader.key()) {
    if (key !== ((2 << 3) | BYTES)) {
      reader.skip(key);
      continue;
    }
    const end = reader.limit();
    visitor.record(reader.at, end);
    reader.at = end;
  }
}

/** Reads one LogRecord, whatever is in it. `record` is cleared first; its resource is left alone. @throws WireError */
export function readLogRecord(bytes: Uint8Array, start: number, end: number, record: LogRecord): void {
  clearRecord(record);
  readRecord(new WireReader(bytes, start, end), record);
}

function readRecord(reader: WireReader, record: LogRecord): void {
  for (let key = reader.key(); key !== 0; key = reader.key()) {
    switch (key) {
      case (1 << 3) | 1:
        record.time = reader.fixed64Millis();
        break;
      case (11 << 3) | 1:
        record.observed = reader.fixed64Millis();
        break;
      case (3 << 3) | BYTES:
        record.severity = reader.text();
        break;
      case (5 << 3) | BYTES:
        record.body = readValue(reader.nested(), 0);
        break;
      case (6 << 3) | BYTES:
        readKeyValue(reader.nested(), record.attributes, 0);
        break;
      case (12 << 3) | BYTES:
        record.eventName = reader.text();
        break;
      default:
        reader.skip(key);
    }
  }
}

/** The KeyValues in field `field` of a message, into a map. */
function readAttributes(reader: WireReader, field: number, into: Map<string, unknown>): void {
  for (let key = reader.key(); key !== 0; key = reader.key()) {
    if (key === ((field << 3) | BYTES)) readKeyValue(reader.nested(), into, 0);
    else reader.skip(key);
  }
}

/** A KeyValue, into a map. @throws WireError */
export function readKeyValue(reader: WireReader, into: Map<string, unknown>, depth: number): void {
  let name = '';
  let value: unknown;
  for (let key = reader.key(); key !== 0; key = reader.key()) {
    if (key === ((1 << 3) | BYTES)) name = reader.text();
    else if (key === ((2 << 3) | BYTES)) value = readValue(reader.nested(), depth);
    else reader.skip(key);
  }
  into.set(name, value);
}

/** An AnyValue. */
function readValue(reader: WireReader, depth: number): unknown {
  if (depth > DEEPEST) throw new WireError(`values nested deeper than ${DEEPEST}`);
  let value: unknown;
  for (let key = reader.key(); key !== 0; key = reader.key()) {
    switch (key) {
      case (1 << 3) | BYTES:
        value = reader.text();
        break;
      case 2 << 3:
        value = reader.varint() !== 0;
        break;
      case 3 << 3:
        value = reader.int64();
        break;
      case (4 << 3) | 1:
        value = reader.double();
        break;
      case (5 << 3) | BYTES:
        value = readArray(reader.nested(), depth + 1);
        break;
      case (6 << 3) | BYTES:
        value = readMap(reader.nested(), depth + 1);
        break;
      case (7 << 3) | BYTES: {
        const end = reader.limit();
        value = Buffer.from(reader.bytes.subarray(reader.at, end)).toString('base64');
        reader.at = end;
        break;
      }
      default:
        reader.skip(key);
    }
  }
  return value;
}

function readArray(reader: WireReader, depth: number): unknown[] {
  const values: unknown[] = [];
  for (let key = reader.key(); key !== 0; key = reader.key()) {
    if (key === ((1 << 3) | BYTES)) values.push(readValue(reader.nested(), depth));
    else reader.skip(key);
  }
  return values;
}

function readMap(reader: WireReader, depth: number): Record<string, unknown> {
  const values = new Map<string, unknown>();
  for (let key = reader.key(); key !== 0; key = reader.key()) {
    if (key === ((1 << 3) | BYTES)) readKeyValue(reader.nested(), values, depth);
    else reader.skip(key);
  }
  return Object.fromEntries(values);
}
