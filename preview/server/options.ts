import { parseArgs } from 'node:util';

/** What the preview is started with. */
export interface PreviewOptions {
  readonly port: number;
  readonly dataDir: string;
  readonly otlpPort: number;
}

export const USAGE = 'preview --data-dir DIR [--port 3000] [--otlp-port 4318]';

/** @throws Error naming the flag, what was expected and what came */
export function readOptions(args: readonly string[]): PreviewOptions {
  const { values } = parseArgs({
    args: [...args],
    options: { port: { type: 'string', default: '3000' }, 'data-dir': { type: 'string' }, 'otlp-port': { type: 'string', default: '4318' } },
  });
  if (values['data-dir'] === undefined) throw new Error(`--data-dir: expected a directory, none came. Usage: ${USAGE}`);
  return { dataDir: values['data-dir'], port: portOf('port', values.port), otlpPort: portOf('otlp-port', values['otlp-port']) };
}

function portOf(flag: string, text: string): number {
  const port = Number(text);
  if (text !== '' && Number.isInteger(port) && port >= 0 && port < 65_536) return port;
  throw new Error(`--${flag}: expected a port from 0 to 65535, ${text || 'nothing'} came. Usage: ${USAGE}`);
}
