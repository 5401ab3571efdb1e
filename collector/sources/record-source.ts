import { Fields } from './json/fields';
import { jsonOf, wrappedIn } from './json/wrapping';
import { guarded } from './parse-guarded';
import { sliceText } from './slice-text';
import type { Arrival, EventWriter, Slice, Source } from './source';

/** A source whose payload is JSON: it says which documents are in a payload and writes one. */
export interface RecordSource {
  readonly name: string;
  /** How sure it is, from 0 to 1, that this document is its own. Asked of the first documents of a file or of a sender. */
  recognises(document: Fields): number;
  /** The documents of an envelope (`{Records: [...]}`). Absent: the payload is one, or a list of them. */
  documents?(payload: Fields): readonly unknown[] | undefined;
  /** Reads a payload that is no JSON as a document of the same shape: a log line, XML. */
  fromText?(text: string): unknown;
  /** Found in the head of a payload that is too large to be seen whole when guessing. */
  readonly mark?: RegExp;
  /** Writes one document and ends: in events, a rejection or a drop. */
  write(document: Fields, at: Arrival, out: EventWriter): void;
}

/** A source of documents: besides bytes it takes a document that something else has parsed already. */
export interface DocumentSource extends Source {
  readonly spec: RecordSource;
  /** `guess` of what was parsed already. */
  guessOf(documents: readonly unknown[]): number;
}

/**
 * A `Source` of it: one payload is a JSON object, a list of objects or an envelope. A document that a shipper wrapped (`message`, `event.original`, `json`,
 * `_source`, EventBridge's `detail`, …) is unwrapped where the source knows what is inside and not the wrapper. Each document that breaks is a dead letter of its own.
 */
export function recordSource(spec: RecordSource): DocumentSource {
  return {
    name: spec.name,
    spec,
    parse(payload: Slice, at: Arrival, out: EventWriter): void {
      const text = sliceText(payload);
      const value = read(spec, text);
      if (value === undefined) out.reject('HAB-PARSE-003', spec.fromText ? 'a JSON object or a line of this source' : 'a JSON object', text.slice(0, 80));
      else for (const document of documentsOf(spec, value)) writeOne(spec, document, at, out);
    },
    guess(sample: string): number {
      const documents = firstDocuments(spec, sample);
      return documents.length === 0 && spec.mark?.test(sample) === true ? MARKED : sureOf(spec, documents);
    },
    guessOf: (documents) => sureOf(spec, documents),
  };
}

function sureOf(spec: RecordSource, values: readonly unknown[]): number {
  const sure = values.flatMap((value) =>
    documentsOf(spec, value)
      .slice(0, FIRST)
      .map((one) => spec.recognises(new Fields(one)))
  );
  return sure.length === 0 ? 0 : sure.reduce((sum, one) => sum + one, 0) / sure.length;
}

/** How sure a source is of a payload of which only the head is seen. */
const MARKED = 0.9;
const FIRST = 20;
/** From here on a document is believed to be a source's own. */
const SURE = 0.5;
/** Wrappers in wrappers: EventBridge in Filebeat in an export. */
const DEEPEST = 4;

function writeOne(spec: RecordSource, document: unknown, at: Arrival, out: EventWriter): void {
  if (typeof document !== 'object' || document === null) {
    out.reject('HAB-PARSE-003', 'a JSON object', String(JSON.stringify(document)).slice(0, 80));
    return;
  }
  guarded(out, () => {
    spec.write(new Fields(document), at, out);
  });
}

function documentsOf(spec: RecordSource, value: unknown, depth = 0): readonly unknown[] {
  if (Array.isArray(value)) return (value as unknown[]).flatMap((one) => documentsOf(spec, one, depth));
  const inside = spec.documents?.(new Fields(value)) ?? wrapped(spec, value, depth);
  return inside ?? [value];
}

function wrapped(spec: RecordSource, value: unknown, depth: number): readonly unknown[] | undefined {
  if (typeof value !== 'object' || value === null || depth === DEEPEST) return undefined;
  if (spec.recognises(new Fields(value)) > SURE) return undefined;
  for (const { text, value: given } of wrappedIn(value)) {
    const inner = given ?? (text === undefined ? undefined : spec.fromText?.(text));
    if (typeof inner !== 'object' || inner === null) continue;
    const documents = documentsOf(spec, inner, depth + 1);
    if (documents.some((one) => spec.recognises(new Fields(one)) > SURE)) return documents;
  }
  return undefined;
}

/** Of a file's first lines, or of a sample that is one document over several lines. */
function firstDocuments(spec: RecordSource, sample: string): readonly unknown[] {
  const lines = sample.split('\n').filter((line) => line.trim() !== '');
  const documents = lines.slice(0, FIRST).flatMap((line) => read(spec, line) ?? []);
  return documents.length > 0 ? documents : [read(spec, sample) ?? []].flat();
}

function read(spec: RecordSource, text: string): unknown {
  return jsonOf(text) ?? spec.fromText?.(text.trimStart()) ?? jsonOf(text.slice(HEAD.exec(text)?.[0].length ?? text.length));
}

/** What syslog daemons and containers write before a record: priority, time, host, program; `stdout F`. */
const HEAD = /^(?:<\d{1,3}>)?(?:1 )?(?:\d{4}-\d\d-\d\dT\S{1,40}|[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d) [^{]{1,200}(?=\{)/;
