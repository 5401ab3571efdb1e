import { anyValue, type Json } from '../../receive/otlp/json-request';
import { emptyLogRecord, type LogRecord } from '../../receive/otlp/log-record';
import { partsOf } from './record-parts';

/**
 * One JSON object as the log record that OTLP would carry: a LogRecord, its parts under the names of an exporter for people, or a line whose names are the attributes.
 * @returns undefined where it says no time
 * @throws WireError for values nested too deep
 */
export function looseRecord(document: Json): LogRecord | undefined {
  const { time, observed, attributes, resource, body, severity, eventName, rest } = partsOf(document);
  if (time === undefined && observed === undefined) return undefined;
  const record = emptyLogRecord();
  record.time = time ?? 0;
  record.observed = observed ?? 0;
  record.severity = severity ?? '';
  record.eventName = eventName ?? '';
  record.body = valueOf(body);
  addAll(resource !== undefined && 'attributes' in resource ? resource.attributes : resource, record.resource);
  for (const [name, value] of rest) addOne(name, value, record.attributes, 0);
  addAll(attributes, record.attributes);
  return record;
}

/** Attributes as a list of keys and values, or as a map. */
function addAll(from: unknown, into: Map<string, unknown>): void {
  if (typeof from !== 'object' || from === null) return;
  if (!Array.isArray(from)) for (const [name, value] of Object.entries(from)) addOne(name, value, into, 0);
  else for (const one of from as unknown[]) addPair(one, into);
}

function addPair(pair: unknown, into: Map<string, unknown>): void {
  if (typeof pair !== 'object' || pair === null) return;
  const { key, Key, value, Value } = pair as Json;
  const name = key ?? Key;
  if (typeof name === 'string') into.set(name, valueOf(value ?? Value));
}

/** Objects in objects are dotted names. What is nested deeper stays a value. */
function addOne(name: string, given: unknown, into: Map<string, unknown>, depth: number): void {
  const value = valueOf(given);
  if (value === undefined) return;
  const isObject = typeof value === 'object' && !Array.isArray(value) && name !== 'labels';
  if (!isObject || depth === DEEPEST) into.set(name, value);
  else for (const [key, inner] of Object.entries(value as Json)) addOne(`${name}.${key}`, inner, into, depth + 1);
}

const DEEPEST = 8;

/** An AnyValue of OTLP, a typed value of Go's exporter for the console, a body of Elasticsearch's documents, or a value as it is. */
function valueOf(given: unknown): unknown {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return given ?? undefined;
  const [first, second] = Object.keys(given);
  if (first === undefined) return undefined;
  if (ANY.has(first)) return anyValue(given, 0);
  if (first === 'Type' && second === 'Value') return (given as Json).Value;
  return second === undefined && (first === 'text' || first === 'structured') ? (given as Json)[first] : given;
}

const ANY: ReadonlySet<string> = new Set(['stringValue', 'intValue', 'boolValue', 'doubleValue', 'bytesValue', 'arrayValue', 'kvlistValue']);
