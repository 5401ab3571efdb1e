import type { Millis } from '../../../pkg/model';
import { accessTime } from './access-time';

/** The parts of an access line, as text where they were. */
export interface AccessLine {
  /** What stands before the time: virtual host, client, forwarders, ident, user. */
  readonly head: string;
  readonly at: Millis;
  readonly request: string;
  readonly status: string;
  readonly bytes: string;
  readonly referrer: string | undefined;
  readonly agent: string | undefined;
  /** What follows the agent: forwarders, request time, upstream, ingress suffixes. */
  readonly rest: string;
}

/** The longest time in brackets that is looked at. */
const LONGEST_TIME = 40;
const STATUS = /^\d{3}$|^-$/;
const BYTES = /^\d+$|^-$/;

/**
 * Cuts a combined or common access line at its brackets and quotes, in one pass and without backtracking.
 * Undefined where the brackets, the time, the request or the status are not where they must be.
 */
export function cutAccessLine(line: string): AccessLine | undefined {
  const found = findTime(line);
  if (found === undefined) return undefined;
  const request = requestAt(line, found.next);
  if (request === undefined) return undefined;
  const numbers = numbersAt(line, request.next);
  const referrer = quoted(line, numbers.next);
  const agent = referrer && quoted(line, referrer.next);
  return {
    head: line.slice(0, found.start),
    at: found.at,
    request: request.text,
    status: request.status,
    bytes: request.bytes,
    referrer: referrer?.text,
    agent: agent?.text,
    rest: referrer === undefined ? line.slice(request.next).trim() : `${numbers.text} ${line.slice(agent?.next ?? referrer.next)}`.trim(),
  };
}

/** The first brackets that hold a time; a user's name may hold others. */
function findTime(line: string): { readonly start: number; readonly at: Millis; readonly next: number } | undefined {
  for (let open = line.indexOf(' ['); open >= 0; open = line.indexOf(' [', open + 1)) {
    const close = line.indexOf(']', open);
    if (close < 0) return undefined;
    const at = close - open > LONGEST_TIME ? undefined : accessTime(line.slice(open + 2, close));
    if (at !== undefined) return { start: open, at, next: close + 1 };
  }
  return undefined;
}

interface Cut {
  readonly text: string;
  readonly next: number;
}

/** The quoted request with its status and size. A quote inside that nobody escaped is told from the last one by what follows. */
function requestAt(line: string, from: number, mostInFront = 3): (Cut & { readonly status: string; readonly bytes: string }) | undefined {
  const start = skipSpaces(line, from);
  if (line[start] !== '"') return undefined;
  for (let end = closing(line, start + 1); end >= 0; end = closing(line, end + 1)) {
    // A format may have a quoted value of its own in front of the request.
    if (mostInFront > 0 && end - start === 2 && line[start + 1] === '-' && line.startsWith('" "', end)) return requestAt(line, end + 1, mostInFront - 1);
    if (line[end + 1] !== ' ') continue;
    const status = word(line, end + 1);
    const bytes = word(line, status.next);
    if (STATUS.test(status.text) && BYTES.test(bytes.text)) {
      return { text: unescape(line.slice(start + 1, end)), next: bytes.next, status: status.text, bytes: bytes.text };
    }
  }
  return undefined;
}

/** Numbers of the operator's own (a duration, a second size) between the size and the referrer: three at most. */
function numbersAt(line: string, from: number): Cut {
  let next = from;
  for (let left = 3; left > 0; left--) {
    const one = word(line, next);
    if (!/^[\d.]+$/.test(one.text)) break;
    next = one.next;
  }
  return { text: line.slice(from, next).trim(), next };
}

/** The quoted text that begins at `from`, behind spaces; `\"` does not end it. A quote that never closes takes the rest of the line. */
export function quoted(line: string, from: number): Cut | undefined {
  const start = skipSpaces(line, from);
  if (line[start] !== '"') return undefined;
  const end = closing(line, start + 1);
  if (end < 0) return { text: unescape(line.slice(start + 1)), next: line.length };
  return { text: unescape(line.slice(start + 1, end)), next: end + 1 };
}

function closing(line: string, from: number): number {
  let end = line.indexOf('"', from);
  while (end > 0 && escaped(line, end)) end = line.indexOf('"', end + 1);
  return end;
}

function escaped(line: string, at: number): boolean {
  let backslashes = 0;
  while (line[at - 1 - backslashes] === '\\') backslashes++;
  return backslashes % 2 === 1;
}

/** Apache writes `\"` and `\\`, nginx `\x22` and `\x5C`. Other bytes stay as they were written. */
function unescape(text: string): string {
  return text.includes('\\') ? text.replace(/\\(?:(["\\])|x(22|5[Cc]))/g, (_all, plain?: string, hex?: string) => plain ?? (hex === '22' ? '"' : '\\')) : text;
}

function skipSpaces(line: string, from: number): number {
  let at = from;
  while (line[at] === ' ') at++;
  return at;
}

/** The longest word that is looked at: a status or a size. */
const LONGEST_WORD = 24;

function word(line: string, from: number): Cut {
  const start = skipSpaces(line, from);
  let end = start;
  while (end < line.length && line[end] !== ' ' && end - start < LONGEST_WORD) end++;
  return { text: line.slice(start, end), next: end };
}
