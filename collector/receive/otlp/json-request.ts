import { DEEPEST, WireError } from './wire';

/** Reading OTLP's JSON form: lowerCamelCase keys, 64-bit integers as strings, ids in hexadecimal. What has another form than it should is as if it were not there. */
export type Json = Readonly<Record<string, unknown>>;

/** How a signal names the levels of its request. */
export interface Levels {
  readonly resources: string;
  readonly scopes: string;
  readonly records: string;
}

/** Shows each record of a request with the attributes of its resource. @throws WireError where the body is no JSON object or nested too deep */
export function walkJson(bytes: Uint8Array, levels: Levels, show: (record: Json, resource: ReadonlyMap<string, unknown>) => void): void {
  walkRequest(parse(bytes), levels, show);
}

/** The same of a request that was parsed already. @throws WireError for values nested too deep */
export function walkRequest(request: Json, { resources, scopes, records }: Levels, show: (record: Json, resource: ReadonlyMap<string, unknown>) => void): void {
  for (const one of listOf(request, resources)) {
    const resource = new Map<string, unknown>();
    addAttributes(listOf(objectOf(one, 'resource'), 'attributes'), resource);
    for (const scope of listOf(one, scopes)) for (const record of listOf(scope, records)) show(record, resource);
  }
}

/** @throws WireError for values nested too deep */
export function addAttributes(list: readonly Json[], into: Map<string, unknown>, depth = 0): void {
  for (const { key, value } of list) if (typeof key === 'string') into.set(key, anyValue(value, depth));
}

/** @throws WireError for values nested too deep */
export function anyValue(value: unknown, depth: number): unknown {
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

/** The object under a key; an empty one where there is none. */
export function objectOf(from: Json, key: string): Json {
  const value = from[key];
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};
}

/** The objects of the list under a key; none where there is none. */
export function listOf(from: Json, key: string): readonly Json[] {
  const value = from[key];
  return Array.isArray(value) ? value.filter((one): one is Json => typeof one === 'object' && one !== null) : [];
}

/** The text under a key; empty where there is none. */
export function textOf(from: Json, key: string): string {
  const value = from[key];
  return typeof value === 'string' ? value : '';
}

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
