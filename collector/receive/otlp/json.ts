import { addAttributes, anyValue, listOf, textOf, walkJson, type Json } from './json-request';
import { clearRecord, emptyLogRecord, type LogRecord } from './log-record';
import { LOG_LEVELS } from './request-levels';

/** The JSON form of ExportLogsServiceRequest. @throws WireError where it is not one */
export function readLogsJson(bytes: Uint8Array, show: (record: LogRecord) => void): void {
  const own = emptyLogRecord();
  walkJson(bytes, LOG_LEVELS, (one, resource) => {
    const record: LogRecord = own.resource === resource ? own : Object.assign(own, { resource });
    clearRecord(record);
    readRecord(one, record);
    show(record);
  });
}

/** Reads one LogRecord. `record` is empty but for its resource, which is left alone. @throws WireError for values nested too deep */
export function readRecord(from: Json, record: LogRecord): void {
  record.time = nanoseconds(from.timeUnixNano);
  record.observed = nanoseconds(from.observedTimeUnixNano);
  record.severity = textOf(from, 'severityText');
  record.eventName = textOf(from, 'eventName');
  record.body = from.body === undefined ? undefined : anyValue(from.body, 0);
  addAttributes(listOf(from, 'attributes'), record.attributes);
}

/** Epoch milliseconds of nanoseconds as number or text; 0 where there are none. */
export function nanoseconds(value: unknown): number {
  if (typeof value === 'number') return Math.floor(value / 1e6) || 0;
  return typeof value === 'string' && /^\d{7,20}$/.test(value) ? Number(value.slice(0, -6)) : 0;
}
