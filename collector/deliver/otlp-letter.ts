import { emptyLogRecord } from '../receive/otlp/log-record';
import { writeLogRecord } from '../sources/otlp/write-record';
import { sliceText } from '../sources/slice-text';
import type { Arrival, EventWriter, Slice, Source } from '../sources/source';

interface Kept {
  readonly time?: number;
  readonly eventName?: string;
  readonly severity?: string;
  readonly body?: unknown;
  readonly attributes?: Readonly<Record<string, unknown>>;
  readonly resource?: Readonly<Record<string, unknown>>;
}

/** Reads a record of OTLP in the form that its dead letter has. */
export const otlpLetter: Source = {
  name: 'otlp',
  guess: () => 0,
  parse(payload: Slice, at: Arrival, out: EventWriter): void {
    const { time = 0, eventName = '', severity = '', body, attributes = {}, resource = {} } = JSON.parse(sliceText(payload)) as Kept;
    const record = emptyLogRecord();
    Object.assign(record, { time, eventName, severity });
    record.body = body;
    for (const [name, value] of Object.entries(resource)) record.resource.set(name, value);
    for (const [name, value] of Object.entries(attributes)) record.attributes.set(name, value);
    writeLogRecord(record, at, out);
  },
};
