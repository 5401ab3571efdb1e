import { FIELDS } from '../../pkg/model';
import type { ByteBuffer } from './byte-buffer';
import type { Draft, Scalar } from './draft';
import { IsoTime } from './iso-time';

/**
 * Writes the draft as one flat JSON line with dotted ECS names: the form that log, stores and dead letters share.
 * Field by field into the bytes: a line that is put together as a string first is made three times, in pieces, flat and as bytes.
 */
export function writeJsonLine(draft: Draft, id: string, ingested: number, out: ByteBuffer): void {
  out.raw(TIME);
  out.raw(TIMES.of(draft.time ?? 0));
  out.raw(ID);
  out.ascii(id);
  out.raw(INGESTED);
  out.raw(INGESTS.of(ingested));
  out.raw(QUOTE);
  const { values, valueLists } = draft;
  for (const field of draft.ids) {
    out.raw(PREFIX[field] ?? EMPTY);
    if (IS_LIST[field] === true) writeList(valueLists[field] ?? [], out);
    else writeScalar(values[field], out);
  }
  if (draft.labels.size > 0) writeMap(LABELS, draft.labels, out);
  if (draft.extra.size > 0) writeMap(EXTRA, draft.extra, out);
  out.raw(END);
}

const [TIMES, INGESTS] = [new IsoTime(), new IsoTime()];
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const TIME = bytesOf('{"@timestamp":"');
const ID = bytesOf('","habitus.id":"');
const INGESTED = bytesOf('","event.ingested":"');
const LABELS = bytesOf(',"labels":');
const EXTRA = bytesOf(',"habitus.extra":');
const END = bytesOf('}\n');
const QUOTE = bytesOf('"');
const OPEN = bytesOf('[');
const COMMA = bytesOf(',');
const CLOSE = bytesOf(']');
const EMPTY = bytesOf('');
const PREFIX = Object.keys(FIELDS).map((name) => bytesOf(`,"${name}":`));
const IS_LIST = Object.values(FIELDS).map((type) => type === 'keywords');

function writeScalar(value: Scalar | undefined, out: ByteBuffer): void {
  if (typeof value === 'string') writeText(value, out);
  else out.ascii(String(value ?? null));
}

/** A JSON string with its quotes. Lone surrogates become U+FFFD, as UTF-8 cannot hold them. */
function writeText(text: string, out: ByteBuffer): void {
  if (!out.quoted(text)) out.text(JSON.stringify(text.toWellFormed()));
}

function writeList(list: readonly string[], out: ByteBuffer): void {
  out.raw(OPEN);
  for (let i = 0; i < list.length; i++) {
    if (i > 0) out.raw(COMMA);
    writeText(list[i] ?? '', out);
  }
  out.raw(CLOSE);
}

function writeMap(name: Uint8Array, map: ReadonlyMap<string, unknown>, out: ByteBuffer): void {
  const json = JSON.stringify(Object.fromEntries(map));
  out.raw(name);
  out.text(json.includes('\\ud') ? json.replace(LONE_SURROGATE, '$1\uFFFD') : json);
}

/** As JSON.stringify escapes them; an escaped backslash in front makes it six characters of text. */
const LONE_SURROGATE = /(?<!\\)((?:\\\\)*)\\ud[89a-f][0-9a-f]{2}/g;
