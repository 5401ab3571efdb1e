import type { Millis } from '../../../pkg/model';

/** The parts of an access line, as text where they were. */
export interface AccessLine {
  readonly head: string;
  readonly at: Millis;
  readonly request: string;
  readonly status: string;
  readonly bytes: string;
  readonly referrer: string | undefined;
  readonly agent: string | undefined;
  /** What follows the agent: request time, upstream, ingress suffixes. */
  readonly rest: string;
}

/**
 * Cuts a combined or common access line at its brackets and quotes, in one pass and without backtracking.
 * Undefined where the brackets, the time, the request or the status are not where they must be.
 */
export function cutAccessLine(line: string): AccessLine | undefined {
  const open = line.indexOf(' [');
  const close = line.indexOf('] "', open);
  if (open < 1 || close < 0) return undefined;
  const at = accessTime(line.slice(open + 2, close));
  const request = quoted(line, close + 2);
  if (at === undefined || request === undefined) return undefined;
  const status = word(line, request.next);
  const bytes = word(line, status.next);
  if (!/^(?:\d{3}|-|000)$/.test(status.text) || !/^(?:\d+|-)$/.test(bytes.text)) return undefined;
  const referrer = quoted(line, bytes.next);
  const agent = referrer && quoted(line, referrer.next);
  return {
    head: line.slice(0, open),
    at,
    request: request.text,
    status: status.text,
    bytes: bytes.text,
    referrer: referrer?.text,
    agent: agent?.text,
    rest: line.slice(agent?.next ?? referrer?.next ?? bytes.next).trim(),
  };
}

interface Cut {
  readonly text: string;
  readonly next: number;
}

/** The quoted text that begins at `from`, behind spaces; `\"` does not end it. A quote that never closes takes the rest of the line. */
function quoted(line: string, from: number): Cut | undefined {
  let start = from;
  while (line[start] === ' ') start++;
  if (line[start] !== '"') return undefined;
  let end = line.indexOf('"', start + 1);
  while (end > 0 && escaped(line, end)) end = line.indexOf('"', end + 1);
  if (end < 0) return { text: unescape(line.slice(start + 1)), next: line.length };
  return { text: unescape(line.slice(start + 1, end)), next: end + 1 };
}

function escaped(line: string, at: number): boolean {
  let backslashes = 0;
  while (line[at - 1 - backslashes] === '\\') backslashes++;
  return backslashes % 2 === 1;
}

function unescape(text: string): string {
  return text.includes('\\') ? text.replace(/\\(["\\])/g, '$1') : text;
}

function word(line: string, from: number): Cut {
  let start = from;
  while (line[start] === ' ') start++;
  const space = line.indexOf(' ', start);
  const end = space < 0 ? line.length : space;
  return { text: line.slice(start, end), next: end };
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `17/May/2015:10:05:03 +0000`, or ISO 8601 as some nginx set-ups write. */
function accessTime(text: string): Millis | undefined {
  const match = /^(\d{1,2})\/([A-Z][a-z]{2})\/(\d{4}):(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,3})\d*)?(?: ([+-])(\d{2})(\d{2}))?$/.exec(text);
  if (!match) {
    const iso = /^\d{4}-\d{2}-\d{2}T/.test(text) ? Date.parse(text) : Number.NaN;
    return Number.isNaN(iso) ? undefined : iso;
  }
  const [, day, month, year, hour, minute, second, fraction, sign, zoneHours, zoneMinutes] = match;
  const local = Date.UTC(
    Number(year),
    MONTHS.indexOf(month ?? ''),
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
    Number((fraction ?? '0').padEnd(3, '0'))
  );
  const offset = (Number(zoneHours ?? 0) * 60 + Number(zoneMinutes ?? 0)) * 60_000 * (sign === '-' ? -1 : 1);
  return Number.isNaN(local) || !MONTHS.includes(month ?? '') ? undefined : local - offset;
}
