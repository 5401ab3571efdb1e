import { addAttributes, anyValue, listOf, textOf, walkJson, type Json } from './json-request';
import { clearRecord, emptyLogRecord, type LogRecord } from './log-record';

const LEVELS = { resources: 'resourceLogs', scopes: 'scopeLogs', records: 'logRecords' };

/** The JSON form of ExportLogsServiceRequest. @throws WireError where it is not one */
export function readLogsJson(bytes: Uint8Array, show: (record: LogRecord) => void): void {
  const own = emptyLogRecord();
  walkJson(bytes, LEVELS, (one, resource) => {
    const record: LogRecord = own.resource === resource ? own : Object.assign(own, { resource });
    clearRecord(record);
    readRecord(one, record);
    show(record);
  });
}

function readRecord(from: Json, record: LogRecord): void {
  record.time = nanoseconds(from.timeUnixNano);
  record.observed = nanoseconds(from.observedTimeUnixNano);
  record.severity = textOf(from, 'severityText');
  record.eventName = textOf(from, 'eventName');
  record.body = from.body === undefined ? undefined : anyValue(from.body, 0);
  addAttributes(listOf(from, 'attributes'), record.attributes);
}

function nanoseconds(value: unknown): number {
  if (typeof value === 'number') return Math.floor(value / 1e6) || 0;
  return typeof value === 'string' && /^\d{7,20}$/.test(value) ? Number(value.slice(0, -6)) : 0;
}
