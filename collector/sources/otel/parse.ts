import { walkRequest, type Json } from '../../receive/otlp/json-request';
import { readRecord } from '../../receive/otlp/json';
import { emptyLogRecord } from '../../receive/otlp/log-record';
import { LOG_LEVELS, METRIC_LEVELS, SPAN_LEVELS } from '../../receive/otlp/request-levels';
import { emptySpan } from '../../receive/otlp/span';
import { readSpan } from '../../receive/otlp/span-json';
import type { Fields } from '../json/fields';
import { eventOfSpan } from '../otlp/span-record';
import { writeLogRecord } from '../otlp/write-record';
import { guarded } from '../parse-guarded';
import { recordSource } from '../record-source';
import type { Arrival, EventWriter } from '../source';
import { looseRecord } from './loose-record';
import { shapeOf, surenessOf, type Shape } from './shape';

/** Logs and spans of OpenTelemetry in files: what the receivers of OTLP take, read by the same code, and lines whose names are those of the semantic conventions. */
export const otel = recordSource({
  name: 'otel',
  recognises: (document) => surenessOf(whole(document)),
  mark: /^\uFEFF?\s{0,64}\{\s{0,64}"resource(?:Logs|Spans|Metrics)"/,
  write(document, at, out): void {
    const json = whole(document);
    WRITE[shapeOf(json)](json, at, out);
  },
});

function whole(document: Fields): Json {
  return Object.fromEntries(document.unseen().unread());
}

type Write = (document: Json, at: Arrival, out: EventWriter) => void;
type Resource = ReadonlyMap<string, unknown>;
const NO_RESOURCE: Resource = new Map();

const WRITE: Readonly<Record<Shape, Write>> = {
  logs(request, at, out) {
    eachOf(request, out, LOG_LEVELS, (one, resource) => {
      const record = Object.assign(emptyLogRecord(), { resource });
      readRecord(one, record);
      writeLogRecord(record, at, out);
    });
  },
  spans: (request, at, out) => eachOf(request, out, SPAN_LEVELS, (one, resource) => writeSpan(one, resource, at, out)),
  metrics: (request, _at, out) => eachOf(request, out, METRIC_LEVELS, () => out.drop('metric')),
  span: (one, at, out) => writeSpan(one, NO_RESOURCE, at, out),
  record(document, at, out) {
    const record = looseRecord(document);
    if (record === undefined) out.reject('HAB-PARSE-001', 'timeUnixNano, @timestamp, timestamp or time: epoch or ISO 8601', 'none');
    else writeLogRecord(record, at, out);
  },
};

/** Each record by itself: one that breaks takes no other with it. */
function eachOf(request: Json, out: EventWriter, levels: typeof LOG_LEVELS, write: (one: Json, resource: Resource) => void): void {
  let count = 0;
  walkRequest(request, levels, (one, resource) => {
    count++;
    guarded(out, () => write(one, resource));
  });
  if (count === 0) out.drop('empty-request');
}

function writeSpan(one: Json, resource: Resource, at: Arrival, out: EventWriter): void {
  const span = Object.assign(emptySpan(), { resource });
  readSpan(one, span);
  const event = eventOfSpan(span);
  if (event === undefined) out.drop('span-without-user');
  else writeLogRecord(event, at, out);
}
