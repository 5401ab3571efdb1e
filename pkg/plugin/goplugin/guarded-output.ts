import { format } from 'node:util';
import { createLogger, type Logger } from './logger';

/**
 * Takes stdout and stderr away from everybody but the handshake and the logger: whatever any library prints becomes a log line, warnings of
 * Node included, and a host that is gone (EPIPE) ends nothing. Returns the logger and the only way to write to stdout.
 */
export function guardOutput(): { readonly log: Logger; readonly sayOnce: (line: string) => void } {
  const toStdout = process.stdout.write.bind(process.stdout);
  const toStderr = process.stderr.write.bind(process.stderr);
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  const log = createLogger((line) => void toStderr(line));
  process.stdout.write = asLog((text) => log.debug(text));
  process.stderr.write = asLog((text) => log.warn(text));
  const say =
    (level: 'debug' | 'info' | 'warn' | 'error') =>
    (...parts: unknown[]): void =>
      log[level](format(...parts));
  Object.assign(console, {
    log: say('info'),
    info: say('info'),
    debug: say('debug'),
    trace: say('debug'),
    warn: say('warn'),
    error: say('error'),
    dir: say('debug'),
  });
  process.removeAllListeners('warning');
  process.on('warning', (warning) => log.debug(warning.message, { warning: warning.name }));
  return { log, sayOnce: (line) => void toStdout(line) };
}

function asLog(write: (text: string) => void): typeof process.stdout.write {
  return ((chunk: string | Uint8Array, encoding?: unknown, done?: unknown): boolean => {
    const text = (typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8')).trimEnd();
    if (text !== '') write(text);
    const callback = typeof encoding === 'function' ? encoding : done;
    if (typeof callback === 'function') queueMicrotask(callback as () => void);
    return true;
  }) as typeof process.stdout.write;
}
