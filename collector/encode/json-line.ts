import { FIELDS } from '../../pkg/model';
import type { ByteBuffer } from './byte-buffer';
import type { Draft, Scalar } from './draft';
import { isoTime } from './iso-time';

/**
 * Writes the draft as one flat JSON line with dotted ECS names: the form that log, stores and dead letters share.
 * The line is put together as one string and crosses into bytes once: a call into the buffer a field costs more than the fields.
 */
export function writeJsonLine(draft: Draft, id: string, ingested: number, out: ByteBuffer): void {
  let line = `{"@timestamp":"${isoTime(draft.time ?? 0)}","habitus.id":"${id}","event.ingested":"${isoTime(ingested)}"`;
  const { values, valueLists } = draft;
  for (const id of draft.ids) line += (PREFIX[id] ?? '') + (IS_LIST[id] === true ? quotedList(valueLists[id] ?? []) : shown(values[id]));
  if (draft.labels.size > 0) line += `,"labels":${mapped(draft.labels)}`;
  if (draft.extra.size > 0) line += `,"habitus.extra":${mapped(draft.extra)}`;
  out.text(`${line}}\n`);
}

const PREFIX = Object.keys(FIELDS).map((name) => `,"${name}":`);
const IS_LIST = Object.values(FIELDS).map((type) => type === 'keywords');
const NEEDS_CARE = /[^\x20\x21\x23-\x5b\x5d-\x7e]/;

function shown(value: Scalar | undefined): string {
  return typeof value === 'string' ? quoted(value) : String(value ?? null);
}

/** A JSON string with its quotes. Lone surrogates become U+FFFD, as UTF-8 cannot hold them. */
function quoted(text: string): string {
  return NEEDS_CARE.test(text) ? JSON.stringify(text.toWellFormed()) : `"${text}"`;
}

function quotedList(list: readonly string[]): string {
  if (list.length === 1) return `[${quoted(list[0] ?? '')}]`;
  return `[${list.map(quoted).join(',')}]`;
}

function mapped(map: ReadonlyMap<string, unknown>): string {
  const json = JSON.stringify(Object.fromEntries(map));
  return json.includes('\\ud') ? json.replace(LONE_SURROGATE, '$1\uFFFD') : json;
}

/** As JSON.stringify escapes them; an escaped backslash in front makes it six characters of text. */
const LONE_SURROGATE = /(?<!\\)((?:\\\\)*)\\ud[89a-f][0-9a-f]{2}/g;
