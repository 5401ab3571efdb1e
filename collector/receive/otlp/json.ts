import { clearRecord, emptyLogRecord, type LogRecord } from './log-record';
import { DEEPEST, WireError } from './wire';

/** The JSON form of ExportLogsServiceRequest: lowerCamelCase keys, 64-bit integers as strings. @throws WireError where it is not one */
export function readLogsJson(bytes: Uint8Array, show: (record: LogRecord) => void): void {
  const request = parse(bytes);
  const record = emptyLogRecord();
  for (const resourceLogs of listOf(request, 'resourceLogs')) {
    record.resource.clear();
    addAttributes(listOf(objectOf(resourceLogs, 'resource'), 'attributes'), record.resource);
    for (const scopeLogs of listOf(resourceLogs, 'scopeLogs')) {
      for (const one of listOf(scopeLogs, 'logRecords')) {
        clearRecord(record);
        readRecord(one, record);
        show(record);
      }
    }
  }
}

type Json = Readonly<Record<string, unknown>>;

function parse(bytes: Uint8Array): Json {
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8'));
  } catch (cause) {
    throw new WireError(cause instanceof Error ? cause.message : 'not JSON');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new WireError('not a JSON object');
  return value as Json;
}

function readRecord(from: Json, record: LogRecord): void {
  record.time = nanoseconds(from.timeUnixNano);
  record.observed = nanoseconds(from.observedTimeUnixNano);
  record.severity = typeof from.severityText === 'string' ? from.severityText : '';
  record.eventName = typeof from.eventName === 'string' ? from.eventName : '';
  record.body = from.body === undefined ? undefined : anyValue(from.body, 0);
  addAttributes(listOf(from, 'attributes'), record.attributes);
}

function addAttributes(list: readonly Json[], into: Map<string, unknown>, depth = 0): void {
  for (const { key, value } of list) if (typeof key === 'string') into.set(key, anyValue(value, depth));
}

function anyValue(value: unknown, depth: number): unknown {
  if (depth > DEEPEST) throw new WireError(`values nested deeper than ${DEEPEST}`);
  if (typeof value !== 'object' || value === null) return undefined;
  const one = value as Json;
  if ('intValue' in one) return Number(one.intValue);
  if ('arrayValue' in one) return listOf(objectOf(one, 'arrayValue'), 'values').map((inner) => anyValue(inner, depth + 1));
  if ('kvlistValue' in one) {
    const map = new Map<string, unknown>();
    addAttributes(listOf(objectOf(one, 'kvlistValue'), 'values'), map, depth + 1);
    return Object.fromEntries(map);
  }
  return one.stringValue ?? one.boolValue ?? one.doubleValue ?? one.bytesValue;
}

function nanoseconds(value: unknown): number {
  if (typeof value === 'number') return Math.floor(value / 1e6) || 0;
  return typeof value === 'string' && /^\d{7,20}$/.test(value) ? Number(value.slice(0, -6)) : 0;
}

function objectOf(from: Json, key: string): Json {
  const value = from[key];
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};
}

function listOf(from: Json, key: string): readonly Json[] {
  const value = from[key];
  return Array.isArray(value) ? value.filter((one): one is Json => typeof one === 'object' && one !== null) : [];
}
