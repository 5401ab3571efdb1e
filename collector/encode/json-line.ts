import type { FieldName, FieldType } from '../../pkg/model';
import type { ByteBuffer } from './byte-buffer';
import type { Draft } from './draft';
import { isoTime } from './iso-time';

/** Writes the draft as one flat JSON line with dotted ECS names: the form that log, stores and dead letters share. */
export function writeJsonLine(draft: Draft, id: string, ingested: number, out: ByteBuffer): void {
  out.ascii('{"@timestamp":"');
  out.ascii(isoTime(draft.time ?? 0));
  out.ascii('","habitus.id":"');
  out.ascii(id);
  out.ascii('","event.ingested":"');
  out.ascii(isoTime(ingested));
  out.byte(QUOTE);
  draft.forEach((name, type, scalar, list) => writeField(out, name, type, scalar, list));
  if (draft.labels.size > 0) writeMap(out, 'labels', draft.labels);
  if (draft.extra.size > 0) writeMap(out, 'habitus.extra', draft.extra);
  out.ascii('}\n');
}

const QUOTE = 0x22;
const prefixes = new Map<FieldName, string>();

function writeField(out: ByteBuffer, name: FieldName, type: FieldType, scalar: string | number | boolean | undefined, list: readonly string[]): void {
  let prefix = prefixes.get(name);
  if (prefix === undefined) {
    prefix = `,"${name}":`;
    prefixes.set(name, prefix);
  }
  out.ascii(prefix);
  if (type === 'keywords') writeList(out, list);
  else if (typeof scalar === 'string') out.jsonString(scalar);
  else out.ascii(String(scalar ?? null));
}

function writeList(out: ByteBuffer, list: readonly string[]): void {
  let separator = '[';
  for (const value of list) {
    out.ascii(separator);
    out.jsonString(value);
    separator = ',';
  }
  out.ascii(']');
}

function writeMap(out: ByteBuffer, name: string, map: ReadonlyMap<string, unknown>): void {
  out.ascii(`,"${name}":`);
  const json = Buffer.from(JSON.stringify(Object.fromEntries(map)));
  for (const byte of json) out.byte(byte);
}
