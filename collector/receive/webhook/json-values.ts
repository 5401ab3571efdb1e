/** Where one value lies in a body. */
export type Span = readonly [start: number, end: number];

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const LF = 0x0a;
const OPENS = new Set([0x7b, 0x5b]);
const CLOSES = new Set([0x7d, 0x5d]);
const ARRAY = 0x5b;
const OBJECT = 0x7b;
const BLANK = new Set([0x20, 0x09, 0x0a, 0x0d]);

/**
 * The records of a body, without parsing them: of a JSON array its items, of JSON values behind each other (one a line, or spread over lines)
 * each, of any other text its lines. Exact bytes, so that a dead letter is what was sent. One pass; a body that is cut ends in what is left of it.
 */
export function recordSpans(body: Uint8Array): Span[] {
  const start = skipBlank(body, hasMark(body) ? 3 : 0);
  if (body[start] === ARRAY) return values(body, start + 1);
  return body[start] === OBJECT ? values(body, start) : lines(body, start);
}

function hasMark(body: Uint8Array): boolean {
  return body[0] === 0xef && body[1] === 0xbb && body[2] === 0xbf;
}

function skipBlank(body: Uint8Array, from: number): number {
  let at = from;
  while (at < body.length && BLANK.has(body[at] ?? 0)) at++;
  return at;
}

function values(body: Uint8Array, from: number): Span[] {
  const spans: Span[] = [];
  for (let at = from; at < body.length;) {
    const byte = body[at] ?? 0;
    // Behind the items of an array stands its end.
    if (BLANK.has(byte) || byte === COMMA || CLOSES.has(byte)) at++;
    else {
      const end = OPENS.has(byte) ? endOfNested(body, at) : endOfPlain(body, at);
      spans.push([at, end]);
      at = end;
    }
  }
  return spans;
}

function endOfNested(body: Uint8Array, from: number): number {
  let depth = 0;
  for (let at = from; at < body.length; at++) {
    const byte = body[at] ?? 0;
    if (byte === QUOTE) at = endOfText(body, at) - 1;
    else if (OPENS.has(byte)) depth++;
    else if (CLOSES.has(byte) && --depth === 0) return at + 1;
  }
  return body.length;
}

/** Behind the closing quote. */
function endOfText(body: Uint8Array, from: number): number {
  for (let at = from + 1; at < body.length; at++) {
    if (body[at] === BACKSLASH) at++;
    else if (body[at] === QUOTE) return at + 1;
  }
  return body.length;
}

/** A text, a number, or what is no JSON: up to the comma or the end of the line. */
function endOfPlain(body: Uint8Array, from: number): number {
  for (let at = from; at < body.length; at++) {
    const byte = body[at] ?? 0;
    if (byte === QUOTE) at = endOfText(body, at) - 1;
    else if (byte === COMMA || byte === LF || CLOSES.has(byte)) return at;
  }
  return body.length;
}

function lines(body: Uint8Array, from: number): Span[] {
  const spans: Span[] = [];
  for (let start = from; start < body.length;) {
    const found = body.indexOf(LF, start);
    const end = found < 0 ? body.length : found;
    const last = body[end - 1] === 0x0d ? end - 1 : end;
    if (last > start) spans.push([start, last]);
    start = end + 1;
  }
  return spans;
}
