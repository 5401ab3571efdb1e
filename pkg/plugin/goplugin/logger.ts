import { inspect } from 'node:util';

export type Level = 'trace' | 'debug' | 'info' | 'warn' | 'error';

/** Logs in the form the host reads: a message and a few keys. */
export type Logger = Readonly<Record<Level, (message: string, fields?: Readonly<Record<string, unknown>>) => void>>;

/** The host cuts a line at 64 KiB and degrades what is left; ours end well before. */
const MAX_LINE_BYTES = 60_000;
const MAX_VALUE_CHARACTERS = 8_000;

/**
 * One line of hclog JSON. The host panics on a line whose `@level`, `@message` or `@timestamp` is no string, and takes a timestamp without
 * exactly six fractional digits for plain text; so these three are written last-word here, and a field that begins with `@` loses it.
 *
 * @param at epoch milliseconds
 */
export function logLine(level: Level, message: string, fields: Readonly<Record<string, unknown>>, at: number): string {
  const head = { '@level': level, '@message': cut(String(message)), '@timestamp': `${new Date(at).toISOString().slice(0, -1)}000Z` };
  const line = JSON.stringify({ ...safeFields(fields), ...head });
  if (Buffer.byteLength(line) <= MAX_LINE_BYTES) return line;
  return JSON.stringify({ cut: true, ...head });
}

function safeFields(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const safe: Record<string, unknown> = {};
  for (const key of namesOf(fields)) {
    const name = key.replace(/^@+/, '') || 'field';
    Object.defineProperty(safe, name, { value: safeValue(fields, key), enumerable: true, configurable: true, writable: true });
  }
  return safe;
}

function namesOf(fields: object): string[] {
  try {
    return Object.keys(fields);
  } catch {
    return [];
  }
}

function safeValue(fields: Readonly<Record<string, unknown>>, key: string): unknown {
  try {
    const value = fields[key];
    if (typeof value === 'number' || typeof value === 'boolean' || value === null) return value;
    if (typeof value === 'string') return cut(value);
    return cut(value instanceof Error ? (value.stack ?? value.message) : inspect(value, { depth: 3, breakLength: Infinity }));
  } catch {
    return 'a value that cannot be shown';
  }
}

function cut(text: string): string {
  return text.length > MAX_VALUE_CHARACTERS ? `${text.slice(0, MAX_VALUE_CHARACTERS)}…` : text;
}

/** A logger that writes its lines with `write`. */
export function createLogger(write: (line: string) => void, now: () => number = Date.now): Logger {
  const at =
    (level: Level) =>
    (message: string, fields: Readonly<Record<string, unknown>> = {}): void =>
      write(`${logLine(level, message, fields, now())}\n`);
  return { trace: at('trace'), debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}
