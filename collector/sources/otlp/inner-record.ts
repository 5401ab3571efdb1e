import type { Json } from '../../receive/otlp/json-request';
import type { LogRecord } from '../../receive/otlp/log-record';
import { jsonOf } from '../json/wrapping';
import { looseRecord } from '../otel/loose-record';
import { shapeOf, surenessOf } from '../otel/shape';
import { guessSource } from '../registry';
import { DESCRIBING } from './attribute';

/**
 * The record that a program wrote as JSON, by names of OpenTelemetry, and a Collector put into the body of its own: with the resource and the attributes of both, those of
 * the outer one before the inner's. @returns undefined where the body is something else
 */
export function innerRecord(record: LogRecord): LogRecord | undefined {
  const document = documentIn(record.body);
  if (document === undefined || shapeOf(document) !== 'record' || surenessOf(document) <= SURE || guessSource(JSON.stringify(document))?.name !== 'otel') {
    return undefined;
  }
  const inner = looseRecord(document);
  if (inner === undefined) return undefined;
  return {
    ...inner,
    resource: new Map([...inner.resource, ...record.resource]),
    attributes: new Map([...inner.attributes, ...record.attributes]),
    severity: inner.severity || record.severity,
    eventName: inner.eventName || record.eventName,
  };
}

const SURE = 0.5;

/** An object that says by its own names who did what is the event as it is. */
function documentIn(body: unknown): Json | undefined {
  const value = typeof body === 'string' ? jsonOf(body) : body;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return typeof body === 'object' && Object.keys(value).some((key) => DESCRIBING.has(key)) ? undefined : (value as Json);
}
