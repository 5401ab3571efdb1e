/** A log record of OTLP as both wire forms give it. One is used for all records of a request. */
export interface LogRecord {
  /** Of the resource, then the record's own over them. */
  readonly resource: Map<string, unknown>;
  readonly attributes: Map<string, unknown>;
  time: number;
  observed: number;
  body: unknown;
  severity: string;
  eventName: string;
}

export function emptyLogRecord(): LogRecord {
  return { resource: new Map(), attributes: new Map(), time: 0, observed: 0, body: undefined, severity: '', eventName: '' };
}

export function clearRecord(record: LogRecord): void {
  record.attributes.clear();
  record.time = 0;
  record.observed = 0;
  record.body = undefined;
  record.severity = '';
  record.eventName = '';
}
