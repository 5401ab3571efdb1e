import { FIELDS, type FieldName } from '../../../pkg/model';
import { number, text, timestamp } from '../reading';
import type { Arrival, EventWriter, Slice, Source } from '../source';
import { ALLOWED } from './allowed';
import { wrappedLine } from './wrapped-line';
import { NAMES, type Name } from './names';
import { hasSides, writeSides } from './sides';

/**
 * JSON lines in ECS, nested, dotted or mixed. What ECS knows and we do not store goes to `habitus.extra` under its dotted name.
 * @param sourceOf the source that knows a record which a shipper put into a document without saying more
 */
export function ecsSource(sourceOf: (record: string) => Source | undefined): Source {
  return {
    name: 'ecs',
    parse(payload: Slice, at: Arrival, out: EventWriter): void {
      const line = Buffer.from(payload.bytes.buffer, payload.bytes.byteOffset + payload.start, payload.end - payload.start).toString('utf8');
      let document: unknown;
      try {
        document = JSON.parse(line);
      } catch {
        out.reject('HAB-PARSE-003', 'a JSON object on one line', line.slice(0, 80));
        return;
      }
      if (typeof document !== 'object' || document === null || Array.isArray(document)) {
        out.reject('HAB-PARSE-003', 'a JSON object on one line', line.slice(0, 80));
      } else writeDocument(document as Record<string, unknown>, sourceOf, at, out);
    },
    guess(sample: string): number {
      const lines = sample
        .split('\n')
        .filter((line) => line.trim() !== '')
        .slice(0, 20);
      const fits = lines.filter((line) => /^\s*\{/.test(line) && line.includes('"@timestamp"'));
      return lines.length === 0 ? 0 : (AT_MOST * fits.length) / lines.length;
    },
  };
}

/** Below a source that knows its own record inside a shipper's document. */
const AT_MOST = 0.9;

/** What a shipper only wrapped (Filebeat without a pipeline) is read by the source of the line inside. */
function writeDocument(document: Record<string, unknown>, sourceOf: (record: string) => Source | undefined, arrival: Arrival, out: EventWriter): void {
  const line = wrappedLine(document);
  const source = line === undefined ? undefined : sourceOf(line);
  if (line === undefined || source === undefined) {
    writeEcs(document, out);
    return;
  }
  const bytes = Buffer.from(line);
  source.parse({ bytes, start: 0, end: bytes.length }, { ...arrival, observed: timestamp(document['@timestamp']) ?? arrival.observed }, out);
}

/** Writes one ECS document. Ends in an event or a rejection. */
export function writeEcs(document: Record<string, unknown>, out: EventWriter): void {
  const at = timestamp(document['@timestamp']);
  if (at === undefined) {
    out.reject('HAB-PARSE-001', '@timestamp: ISO 8601 or epoch', JSON.stringify(document['@timestamp'] ?? null).slice(0, 80));
    return;
  }
  out.time(at);
  if (hasSides(document)) writeSides(document, out);
  const refused = writeFields(document, '', NAMES, out);
  if (refused === undefined) out.end();
  else out.reject('HAB-PARSE-007', `${refused.name}: one of ${[...ALLOWED[refused.name as keyof typeof ALLOWED]].join(', ')}`, refused.value);
}

interface Refused {
  readonly name: string;
  readonly value: string;
}

function writeFields(from: Record<string, unknown>, prefix: string, within: Name | undefined, out: EventWriter): Refused | undefined {
  for (const key of Object.keys(from)) {
    const known = within?.under.get(key);
    const name = known?.full ?? (prefix === '' ? key : `${prefix}.${key}`);
    const value = from[key];
    if (value === null || name === '@timestamp' || name === 'habitus.id' || name === 'event.ingested') continue;
    const refused = writeOne(name, known, value, out);
    if (refused) return refused;
  }
  return undefined;
}

function writeOne(name: string, known: Name | undefined, value: unknown, out: EventWriter): Refused | undefined {
  if (name === 'labels' || name === 'habitus.extra') {
    writeMap(name, value, out);
    return undefined;
  }
  if (known?.isField === true) return writeField(name as FieldName, value, out);
  if (name.startsWith('labels.')) {
    out.label(name.slice(7), String(value));
    return undefined;
  }
  if (typeof value === 'object' && !Array.isArray(value)) return writeFields(value as Record<string, unknown>, name, known, out);
  out.extra(name.replace(/^habitus\.extra\./, ''), value);
  return undefined;
}

function writeMap(name: string, value: unknown, out: EventWriter): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    if (name === 'labels') out.label(key, typeof inner === 'string' ? inner : JSON.stringify(inner));
    else out.extra(key, inner);
  }
}

function writeField(name: FieldName, value: unknown, out: EventWriter): Refused | undefined {
  const type = FIELDS[name];
  const values = Array.isArray(value) ? value : [value];
  if (type === 'keywords') return addAll(name, values, out);
  const [first] = values as unknown[];
  if (values.length > 1) out.extra(name, values);
  if (first === undefined || first === null) return undefined;
  switch (type) {
    case 'long':
    case 'double':
      writeNumber(name, first, type, out);
      return undefined;
    case 'date':
      writeDate(name, first, out);
      return undefined;
    default:
      return writeText(name, first, out);
  }
}

function addAll(name: FieldName, values: readonly unknown[], out: EventWriter): Refused | undefined {
  const allowed = name in ALLOWED ? (ALLOWED[name as keyof typeof ALLOWED] as ReadonlySet<string>) : undefined;
  for (const one of values) {
    const read = text(one);
    if (read === undefined) continue;
    const value = allowed ? read.toLowerCase() : read;
    if (allowed && !allowed.has(value)) return { name, value: read };
    out.add(name, value);
  }
  return undefined;
}

function writeText(name: FieldName, value: unknown, out: EventWriter): Refused | undefined {
  const read = text(value);
  if (read === undefined) {
    if (typeof value === 'object') out.extra(name, value);
    return undefined;
  }
  const allowed = name in ALLOWED ? (ALLOWED[name as keyof typeof ALLOWED] as ReadonlySet<string>) : undefined;
  if (allowed && !allowed.has(read.toLowerCase())) return { name, value: read };
  out.text(name, allowed ? read.toLowerCase() : read);
  return undefined;
}

function writeNumber(name: FieldName, value: unknown, type: 'long' | 'double', out: EventWriter): void {
  const read = number(value);
  if (read === undefined) out.extra(name, value);
  else out.number(name, type === 'long' ? Math.round(read) : read);
}

function writeDate(name: FieldName, value: unknown, out: EventWriter): void {
  const read = timestamp(value);
  if (read === undefined) out.extra(name, value);
  else out.text(name, new Date(read).toISOString());
}
