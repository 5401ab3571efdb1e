import { Fields } from './json/fields';
import { guarded } from './parse-guarded';
import type { Arrival, EventWriter, Slice, Source } from './source';

/** A source whose payload is JSON: it says which documents are in a payload and writes one. */
export interface RecordSource {
  readonly name: string;
  /** How sure it is, from 0 to 1, that this document is its own. Asked of the first documents of a file or of a sender. */
  recognises(document: Fields): number;
  /** The documents of an envelope (`{Records: [...]}`). Absent: the payload is one, or a list of them. */
  documents?(payload: Fields): readonly unknown[] | undefined;
  /** Writes one document and ends: in events, a rejection or a drop. */
  write(document: Fields, at: Arrival, out: EventWriter): void;
}

/**
 * A `Source` of it: one payload is a JSON object, a list of objects, an envelope, or what a shipper made of one of these: Filebeat and its like put the
 * vendor's text into `message` or `event.original`. Each document that breaks is a dead letter of its own.
 */
export function recordSource(spec: RecordSource): Source {
  return {
    name: spec.name,
    parse(payload: Slice, at: Arrival, out: EventWriter): void {
      const text = Buffer.from(payload.bytes.buffer, payload.bytes.byteOffset + payload.start, payload.end - payload.start).toString('utf8');
      let value: unknown;
      try {
        value = JSON.parse(text);
      } catch {
        out.reject('HAB-PARSE-003', 'a JSON object', text.slice(0, 80));
        return;
      }
      for (const document of documentsOf(spec, value)) writeOne(spec, document, at, out);
    },
    guess(sample: string): number {
      const sure = firstDocuments(sample).flatMap((value) =>
        documentsOf(spec, value)
          .slice(0, FIRST)
          .map((one) => spec.recognises(new Fields(one)))
      );
      return sure.length === 0 ? 0 : sure.reduce((sum, one) => sum + one, 0) / sure.length;
    },
  };
}

const FIRST = 20;

function writeOne(spec: RecordSource, document: unknown, at: Arrival, out: EventWriter): void {
  if (typeof document !== 'object' || document === null) {
    out.reject('HAB-PARSE-003', 'a JSON object', JSON.stringify(document).slice(0, 80));
    return;
  }
  guarded(out, () => {
    spec.write(new Fields(document), at, out);
  });
}

function documentsOf(spec: RecordSource, value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return (value as unknown[]).flatMap((one) => documentsOf(spec, one));
  const inside = spec.documents?.(new Fields(value));
  if (inside !== undefined) return inside;
  const wrapped = spec.recognises(new Fields(value)) < SURE ? wrappedIn(value) : undefined;
  return wrapped === undefined ? [value] : documentsOf(spec, wrapped);
}

const SURE = 0.5;

/** The vendor's JSON that a shipper put into a text of its own document. */
function wrappedIn(value: unknown): unknown {
  const document = new Fields(value);
  return parsed(document.text('event.original') ?? '')[0] ?? parsed(document.text('message') ?? '')[0];
}

/** Of a file's first lines, or of a sample that is one document over several lines. */
function firstDocuments(sample: string): readonly unknown[] {
  const lines = sample.split('\n').filter((line) => line.trim() !== '');
  const documents = lines.slice(0, FIRST).flatMap(parsed);
  return documents.length > 0 ? documents : parsed(sample);
}

function parsed(text: string): readonly unknown[] {
  if (!/^\s*[{[]/.test(text)) return [];
  try {
    return [JSON.parse(text) as unknown];
  } catch {
    return [];
  }
}
