import { DataType, tableFromIPC, type Field, type Vector } from 'apache-arrow';

/** A frame as Grafana's server sends it to the browser. */
export interface JsonFrame {
  readonly schema: { readonly refId: string; readonly name: string; readonly meta?: unknown; readonly fields: readonly JsonField[] };
  readonly data: { readonly values: readonly (readonly unknown[])[] };
}

interface JsonField {
  readonly name: string;
  readonly type: 'time' | 'number' | 'string' | 'boolean';
  readonly labels?: unknown;
  readonly config?: unknown;
}

/**
 * Reads a frame of the backend: what grafana-plugin-sdk-go does in Grafana (conformance/ holds the backend against that one).
 *
 * @throws Error for a column of a type that Grafana refuses
 */
export function frameOf(arrow: Uint8Array, refId: string): JsonFrame {
  const table = tableFromIPC(arrow);
  const { metadata, fields } = table.schema;
  const meta = parsed(metadata.get('meta'));
  return {
    schema: { refId, name: metadata.get('name') ?? '', ...(meta !== undefined && { meta }), fields: fields.map(fieldOf) },
    data: { values: fields.map((field, index) => valuesOf(field, table.getChildAt(index))) },
  };
}

function fieldOf({ name, type, metadata }: Field): JsonField {
  const labels = parsed(metadata.get('labels'));
  const config = parsed(metadata.get('config'));
  return { name, type: typeOf(type, name), ...(labels !== undefined && { labels }), ...(config !== undefined && { config }) };
}

function typeOf(type: DataType, name: string): JsonField['type'] {
  if (DataType.isTimestamp(type)) return 'time';
  if (DataType.isFloat(type) || DataType.isInt(type)) return 'number';
  if (DataType.isUtf8(type)) return 'string';
  if (DataType.isBool(type)) return 'boolean';
  throw new Error(`column ${name}: expected a time, number, text or boolean, ${String(type)} came`);
}

/** Times are nanoseconds on the wire and milliseconds in the browser. */
function valuesOf({ type }: Field, column: Vector | null): unknown[] {
  if (!column) return [];
  if (DataType.isTimestamp(type)) return Array.from(column.toArray() as BigInt64Array, (nanos) => Number(nanos / 1_000_000n));
  return Array.from(column, (value: unknown) => (typeof value === 'bigint' ? Number(value) : value));
}

function parsed(text: string | undefined): unknown {
  return text === undefined || text === '' ? undefined : JSON.parse(text);
}
