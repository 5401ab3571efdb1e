import {
  Bool,
  Field as ArrowField,
  Float64,
  RecordBatch,
  RecordBatchFileWriter,
  Schema,
  Struct,
  TimestampNanosecond,
  Utf8,
  makeData,
  vectorFromArray,
  type Data,
  type DataType,
} from 'apache-arrow';
import type { Field, Frame } from './frame';

/**
 * A frame as one Arrow IPC file, in the form that grafana-plugin-sdk-go reads: nanoseconds whatever the unit, no dictionaries, a time column that
 * cannot be null (alerting finds no time in one that could), null for "no value" and never NaN, which alerting takes for a healthy number.
 * About 20 ns a value.
 */
export function toArrow(frame: Frame, refId: string): Uint8Array {
  const columns = frame.fields.map(columnOf);
  const schema = new Schema(
    frame.fields.map((field, i) => new ArrowField(field.name, columns[i]!.type, NULLABLE[field.type], fieldMetadata(field))),
    new Map([['name', frame.name], ['refId', refId], ...(frame.meta ? [['meta', JSON.stringify(frame.meta)] as const] : [])])
  );
  const length = frame.fields[0]?.values.length ?? 0;
  const batch = new RecordBatch(schema, makeData({ type: new Struct(schema.fields), length, nullCount: 0, children: columns }));
  // The constructor merges the metadata of fields of one name: two series named `risk` would both carry the labels of the last.
  (batch as { schema: Schema }).schema = schema;
  return new RecordBatchFileWriter().writeAll([batch]).toUint8Array(true);
}

const NULLABLE: Readonly<Record<Field['type'], boolean>> = { time: false, number: true, text: true, boolean: false };

function fieldMetadata({ labels, config }: Field): Map<string, string> {
  const metadata = new Map<string, string>();
  if (labels) metadata.set('labels', JSON.stringify(labels));
  if (config) metadata.set('config', JSON.stringify(config));
  return metadata;
}

function columnOf(field: Field): Data<DataType> {
  switch (field.type) {
    case 'time':
      return makeData({ type: new TimestampNanosecond(), length: field.values.length, nullCount: 0, data: nanoseconds(field.values) });
    case 'number':
      return numbers(field.values);
    case 'text':
      return only(vectorFromArray(field.values, new Utf8()).data, new Utf8());
    case 'boolean':
      return only(vectorFromArray(field.values, new Bool()).data, new Bool());
  }
}

/** Multiplied as integers: in doubles, nanoseconds of today are off by up to 128. */
function nanoseconds(millis: readonly number[]): BigInt64Array {
  const values = new BigInt64Array(millis.length);
  for (let i = 0; i < millis.length; i++) values[i] = BigInt(Math.round(millis[i]!)) * 1_000_000n;
  return values;
}

function numbers(values: readonly (number | null)[]): Data<Float64> {
  const data = new Float64Array(values.length);
  const valid = new Uint8Array(Math.ceil(values.length / 8));
  let nullCount = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (value === null || !Number.isFinite(value)) {
      nullCount++;
      continue;
    }
    data[i] = value;
    valid[i >> 3]! |= 1 << (i & 7);
  }
  return makeData({ type: new Float64(), length: values.length, nullCount, nullBitmap: valid, data });
}

function only(chunks: readonly Data<DataType>[], empty: DataType): Data<DataType> {
  return chunks[0] ?? makeData({ type: empty, length: 0 } as never);
}
