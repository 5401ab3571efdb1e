import type { LogRecord } from '../../receive/otlp/log-record';
import { writeEcs } from '../ecs/parse';
import { text } from '../reading';
import { guessSource } from '../registry';
import type { Arrival, EventWriter } from '../source';
import { DESCRIBING } from './attribute';
import { kindOf } from './classify';
import { outcomeOfStatus } from './http-outcome';
import { innerRecord } from './inner-record';
import { putNamed } from './put-named';
import { addUrlParts } from './url-parts';
import { writeVendorBody } from './vendor-body';

/**
 * One OTLP log record as an event. Attributes by ECS or OpenTelemetry names are the event; a body that is an object adds its own names, a body
 * that is a line of a log that a source knows is read by that source, any other body is the message.
 */
export function writeLogRecord(record: LogRecord, arrival: Arrival, out: EventWriter): void {
  if (!describesEvent(record) && writeBody(record, arrival, out)) return;
  if (record.body === undefined && record.attributes.size === 0 && record.eventName === '') {
    out.reject('HAB-PARSE-002', 'a record with a body, attributes or a name', 'none of them');
    return;
  }
  const document: Record<string, unknown> = { __proto__: null, '@timestamp': record.time || record.observed || arrival.observed };
  putNamed(document, record.resource);
  putNamed(document, record.attributes);
  if (record.eventName !== '' && document['event.action'] === undefined) document['event.action'] = record.eventName;
  if (record.severity !== '') document['log.level'] ??= record.severity;
  addBody(record.body, document);
  classify(document);
  derive(document);
  writeEcs(document, out);
}

/** Where the body is a record that a source knows. */
function writeBody(record: LogRecord, arrival: Arrival, out: EventWriter): boolean {
  const inner = innerRecord(record);
  if (inner !== undefined) writeLogRecord(inner, arrival, out);
  return (
    inner !== undefined ||
    (typeof record.body === 'string' && writeLine(record.body, arrival, out)) ||
    writeVendorBody(record.body, { ...arrival, observed: record.time || arrival.observed }, out)
  );
}

/** Whether the attributes already say who did what, so that the body is only words. */
function describesEvent({ attributes }: LogRecord): boolean {
  return [...DESCRIBING].some((name) => attributes.has(name));
}

function writeLine(body: string, arrival: Arrival, out: EventWriter): boolean {
  const source = guessSource(body);
  if (source === undefined) return false;
  const bytes = Buffer.from(body);
  source.parse({ bytes, start: 0, end: bytes.length }, arrival, out);
  return true;
}

function addBody(body: unknown, document: Record<string, unknown>): void {
  if (typeof body === 'string') document.message = body;
  else if (typeof body === 'object' && body !== null && !Array.isArray(body)) {
    const own: Record<string, unknown> = { __proto__: null };
    putNamed(own, Object.entries(body));
    for (const [name, value] of Object.entries(own)) if (name !== '@timestamp') document[name] ??= value;
  }
}

/** Events without a category get the one that their name or their fields speak of; the kind is `event`. */
function classify(document: Record<string, unknown>): void {
  document['event.kind'] ??= 'event';
  if (document['event.category'] !== undefined || document.event !== undefined) return;
  const action = typeof document['event.action'] === 'string' ? document['event.action'] : '';
  const known = kindOf(action, document['http.response.status_code'] !== undefined);
  if (known === undefined) return;
  document['event.category'] = known.category;
  document['event.type'] ??= known.type;
}

/** What other fields tell that the record does not. */
function derive(document: Record<string, unknown>): void {
  addUrlParts(text(document['url.original']), (name, value) => {
    if (text(document[name]) === undefined) document[name] = value;
  });
  const outcome = outcomeOfStatus(document['http.response.status_code']);
  if (outcome !== undefined && text(document['event.outcome']) === undefined) document['event.outcome'] = outcome;
}
