import type { CommandIo, Terminal } from '../owner/command';

/** The process's own streams as a command's. */
export interface Stdio {
  readonly stdin: NodeJS.ReadableStream;
  readonly stdout: NodeJS.WritableStream;
  readonly stderr: NodeJS.WritableStream & { readonly isTTY?: boolean; readonly columns?: number };
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** A closed pipe (`| head`) is no failure: the reader has enough. */
export class ReaderGone extends Error {
  public override readonly name = 'ReaderGone';
}

/**
 * @param stop aborted with {@link ReaderGone} when stdout's reader goes away
 */
export function commandIo({ stdout, stderr, env }: Stdio, json: boolean, stop: AbortController): CommandIo {
  const gone = (error: NodeJS.ErrnoException): void => stop.abort(error.code === 'EPIPE' ? new ReaderGone() : error);
  stdout.on('error', gone);
  stderr.on('error', gone);
  return {
    json,
    terminal: terminalOf(stderr, env),
    signal: stop.signal,
    out: inTurn(stdout, stop.signal),
    err: (text) => void stderr.write(text),
  };
}

/** NO_COLOR and TERM=dumb as everywhere; FORCE_COLOR for those who pipe into a pager. */
function terminalOf(stream: Stdio['stderr'], env: Stdio['env']): Terminal {
  const interactive = stream.isTTY === true && env['TERM'] !== 'dumb' && env['CI'] === undefined;
  const colour = (env['NO_COLOR'] ?? '') === '' && (interactive || (env['FORCE_COLOR'] ?? '') !== '');
  return { interactive, colour, columns: stream.columns ?? 120 };
}

/** Writes, and waits while the reader is slower. All who wait share one pair of listeners. */
function inTurn(stream: NodeJS.WritableStream, signal: AbortSignal): (text: string) => Promise<void> {
  let drained: Promise<void> | undefined;
  return async (text) => {
    if (signal.aborted || stream.write(text)) return;
    drained ??= oneDrain(stream, signal).finally(() => (drained = undefined));
    await drained;
  };
}

function oneDrain(stream: NodeJS.WritableStream, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      stream.removeListener('drain', done);
      signal.removeEventListener('abort', done);
      resolve();
    };
    stream.once('drain', done);
    signal.addEventListener('abort', done);
  });
}
