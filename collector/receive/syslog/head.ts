/** Where the parts of a syslog message lie. */
export interface SyslogParts {
  /** The program that wrote it, as far as it is told; `''` when not. */
  readonly program: string;
  /** Where the program's own words begin: behind the header, and in RFC 5424 behind the structured data. */
  readonly message: number;
}

const MOST_HEAD = 512;
const NEW = /^(?:<\d{1,3}>)?1 \S+ (?:\S+) (\S+) \S+ \S+ /;
const OLD = /^(?:<\d{1,3}>)?(?:[A-Z][a-z]{2} [ \d]?\d (?:\d{4} )?[\d:.]{8,15}|\d{4}-\d{2}-\d{2}[T ]\S{8,25}) (?:(\S+) )?([^\s:[\]]{1,64})(?:\[\d{1,10}\])?: ?/;
/** No header at all: a tag at most. */
const BARE = /^(?:<\d{1,3}>)?(?:([\w./-]{1,64})(?:\[\d{1,10}\])?: )?/;

/** Reads RFC 3164 and RFC 5424 as far as routing needs. Linear: only the first 512 bytes are matched, the structured data is walked. */
export function syslogParts(bytes: Buffer): SyslogParts {
  const text = bytes.subarray(0, MOST_HEAD).toString('latin1');
  const fresh = NEW.exec(text);
  if (fresh) return { program: fresh[1] === '-' ? '' : (fresh[1] ?? ''), message: behindData(bytes, fresh[0].length) };
  const old = OLD.exec(text);
  if (old) return { program: old[2] ?? '', message: old[0].length };
  const bare = BARE.exec(text);
  return { program: bare?.[1] ?? '', message: bare?.[0].length ?? 0 };
}

const SPACE = 0x20;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN = 0x5b;
const CLOSE = 0x5d;
const NIL = 0x2d;

/** `-` or `[id key="value"]…`, a space, and perhaps a byte-order mark. */
function behindData(bytes: Buffer, start: number): number {
  let at = start;
  if (bytes[at] === NIL) at++;
  else while (bytes[at] === OPEN) at = behindElement(bytes, at + 1);
  if (bytes[at] === SPACE) at++;
  return bytes[at] === 0xef && bytes[at + 1] === 0xbb && bytes[at + 2] === 0xbf ? at + 3 : at;
}

function behindElement(bytes: Buffer, start: number): number {
  let isQuoted = false;
  for (let at = start; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte === BACKSLASH && isQuoted) at++;
    else if (byte === QUOTE) isQuoted = !isQuoted;
    else if (byte === CLOSE && !isQuoted) return at + 1;
  }
  return bytes.length;
}
