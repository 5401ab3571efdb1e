import { FIELDS } from '../../pkg/model';
import type { ByteBuffer } from './byte-buffer';
import type { Draft, Scalar } from './draft';
import { writeId, type EventId } from './event-id';
import { Fragment } from './fragment';
import { IsoTime } from './iso-time';
import { SeenValues } from './seen-values';

/**
 * Writes the draft as one flat JSON line with dotted ECS names: the form that log, stores and dead letters share.
 * Field by field into the bytes: a line that is put together as a string first is made three times, in pieces, flat and as bytes. A value that its field
 * often has is copied with its name as it was written before.
 */
export function writeJsonLine(draft: Draft, id: EventId, ingested: number, out: ByteBuffer): void {
  out.fragment(TIME);
  out.raw(TIMES.of(draft.time ?? 0));
  out.fragment(ID);
  writeId(id, out);
  out.fragment(INGESTED);
  out.raw(INGESTS.of(ingested));
  out.fragment(QUOTE);
  const { values, valueLists } = draft;
  for (const field of draft.ids) {
    if (IS_LIST[field] === true) writeList(field, valueLists[field] ?? NONE, out);
    else writeScalar(field, values[field], out);
  }
  if (draft.labels.size > 0) writeMap(LABELS, draft.labels, out);
  if (draft.extra.size > 0) writeMap(EXTRA, draft.extra, out);
  out.fragment(END);
}

const [TIMES, INGESTS] = [new IsoTime(), new IsoTime()];
const TIME = Fragment.of('{"@timestamp":"');
const ID = Fragment.of('","habitus.id":"');
const INGESTED = Fragment.of('","event.ingested":"');
const LABELS = Fragment.of(',"labels":');
const EXTRA = Fragment.of(',"habitus.extra":');
const END = Fragment.of('}\n');
const QUOTE = Fragment.of('"');
const OPEN = Fragment.of('[');
const COMMA = Fragment.of(',');
const CLOSE = Fragment.of(']');
const EMPTY = Fragment.of('');
const NONE: readonly string[] = [];
const PREFIX = Object.keys(FIELDS).map((name) => Fragment.of(`,"${name}":`));
const SEEN = PREFIX.map(() => new SeenValues());
const IS_LIST = Object.values(FIELDS).map((type) => type === 'keywords');
const MOST_WHOLE = 2 ** 31 - 1;

function writeScalar(field: number, value: Scalar | undefined, out: ByteBuffer): void {
  if (typeof value === 'string') writeSeen(field, value, false, out);
  else {
    out.fragment(PREFIX[field] ?? EMPTY);
    if (typeof value === 'number' && (value | 0) === value && value >= 0 && !Object.is(value, -0) && value <= MOST_WHOLE) out.whole(value);
    else out.ascii(String(value ?? null));
  }
}

/** A field with one text, also as a list of one. */
function writeSeen(field: number, value: string, isList: boolean, out: ByteBuffer): void {
  const seen = SEEN[field] as SeenValues;
  const written = seen.find(value);
  if (written !== undefined) {
    out.fragment(written);
    return;
  }
  const before = out.size;
  out.fragment(PREFIX[field] ?? EMPTY);
  if (isList) out.fragment(OPEN);
  writeText(value, out);
  if (isList) out.fragment(CLOSE);
  if (seen.isWatching) seen.keep(value, out.since(before));
}

/** A JSON string with its quotes. Lone surrogates become U+FFFD, as UTF-8 cannot hold them. */
function writeText(text: string, out: ByteBuffer): void {
  if (!out.quoted(text)) out.text(JSON.stringify(text.toWellFormed()));
}

function writeList(field: number, list: readonly string[], out: ByteBuffer): void {
  const [only] = list;
  if (list.length === 1 && only !== undefined) {
    writeSeen(field, only, true, out);
    return;
  }
  out.fragment(PREFIX[field] ?? EMPTY);
  out.fragment(OPEN);
  for (let i = 0; i < list.length; i++) {
    if (i > 0) out.fragment(COMMA);
    writeText(list[i] ?? '', out);
  }
  out.fragment(CLOSE);
}

function writeMap(name: Fragment, map: ReadonlyMap<string, unknown>, out: ByteBuffer): void {
  const json = JSON.stringify(Object.fromEntries(map));
  out.fragment(name);
  out.text(json.includes('\\ud') ? json.replace(LONE_SURROGATE, '$1\uFFFD') : json);
}

/** As JSON.stringify escapes them; an escaped backslash in front makes it six characters of text. */
const LONE_SURROGATE = /(?<!\\)((?:\\\\)*)\\ud[89a-f][0-9a-f]{2}/g;
