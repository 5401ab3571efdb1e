type Data = Record<string, string>;

/** A line of Keycloak's server log: Quarkus and WildFly, plain. The first group is the date where the line has one. */
const LINE =
  /^(?:(\d{4}-\d\d-\d\d)[ T])?(\d\d:\d\d:\d\d[,.]\d{1,9})(Z|[+-]\d\d:?\d\d)? {1,4}([A-Z]{4,8}) {1,8}\[([\w.$-]{1,200})\] {1,4}\(([^)]{0,200})\) {1,4}(.*)$/s;

/** The line as the document that `parse.ts` reads; undefined for a line of anything else. */
export function fromLine(line: string): Record<string, unknown> | undefined {
  const found = LINE.exec(
    line
      .slice(0, MOST_LENGTH)
      .replace(/\x1b\[[0-9;]{0,10}m/g, '')
      .trimEnd()
  );
  if (found === null) return undefined;
  const [, date, time = '', zone = '', level, logger, thread, message] = found;
  return {
    ...(date === undefined ? { timeOfDay: time } : { timestamp: `${date} ${time.replace(',', '.')}${zone}` }),
    level,
    loggerName: logger,
    threadName: thread,
    message,
  };
}

const MOST_LENGTH = 64 * 1024;

/**
 * The pairs of an event's message: `type=LOGIN, realmId=acme, username='Ada Weber'`, from Keycloak 23 on `type="LOGIN", realmId="acme"`. A value without
 * quotes ends where the next `, name=` begins, since it may hold commas. Cost: linear.
 */
export function pairsOf(given: string): Data {
  // A line that was put into JSON by hand still has the backslashes: `type=\"LOGIN\", realmId=\"acme\"`.
  const message = /^[\w.-]{1,100}=\\"/.test(given) ? given.replaceAll('\\"', '"') : given;
  const data: Data = {};
  let at = 0;
  while (at < message.length) {
    const equals = message.indexOf('=', at);
    if (equals < 0) break;
    const key = message.slice(at, equals).trim();
    const end = endOf(message, equals + 1);
    if (/^[\w.-]{1,100}$/.test(key)) data[key] ??= unquoted(message.slice(equals + 1, end));
    at = end + 1;
  }
  return data;
}

/** Where the value that begins at `from` ends: at its closing quote, or before the comma of the next pair. */
function endOf(message: string, from: number): number {
  const quote = message[from];
  if (quote === '"' || quote === "'") return closing(message, from, quote);
  NEXT.lastIndex = from;
  return NEXT.exec(message)?.index ?? message.length;
}

const NEXT = /, [\w.-]{1,100}=/g;

function closing(message: string, from: number, quote: string): number {
  for (let at = message.indexOf(quote, from + 1); at >= 0; at = message.indexOf(quote, at + 1)) {
    const isEscaped = message[at - 1] === '\\';
    if (!isEscaped && (at + 1 === message.length || message.startsWith(', ', at + 1))) return at + 1;
  }
  return message.length;
}

function unquoted(value: string): string {
  const quote = value[0];
  if ((quote !== '"' && quote !== "'") || !value.endsWith(quote) || value.length < 2) return value;
  return value.slice(1, -1).replaceAll(`\\${quote}`, quote);
}
