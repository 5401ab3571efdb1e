import { join, resolve } from 'node:path';
import { watchParent } from '../../pkg/plugin/goplugin/orphan';
import { Backend } from './backend';
import { backendEnv } from './backend-env';
import { readOptions, type PreviewOptions } from './options';
import { installedPlugins, only } from './plugins';
import { createServer } from './server';

/** build/preview/server.js, so dist/ lies two folders up. */
const DIST = resolve(__dirname, '..', '..', 'dist');
const EXIT_FAILED = 4;

async function main(options: PreviewOptions): Promise<void> {
  const plugins = installedPlugins(DIST);
  const { folder, json } = only(plugins, 'datasource');
  const backend = await Backend.start({
    executable: join(folder, `${json.executable}_${platformName()}`),
    env: backendEnv(options, process.env),
    say: (line) => process.stderr.write(`${line}\n`),
  });
  const server = await createServer({ backend, plugins, home: __dirname });
  const stop = (): void => {
    void Promise.allSettled([server.close(), backend.stop()]).then(() => process.exit(0));
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, stop);
  watchParent(stop);
  await server.listen({ host: '127.0.0.1', port: options.port }).catch(async (error: unknown) => {
    await backend.stop();
    throw error;
  });
}

/** As Grafana names a backend's executable. */
function platformName(): string {
  const system: Partial<Record<NodeJS.Platform, string>> = { linux: 'linux', darwin: 'darwin' };
  const machine: Partial<Record<NodeJS.Architecture, string>> = { x64: 'amd64', arm64: 'arm64' };
  return `${system[process.platform] ?? process.platform}_${machine[process.arch] ?? process.arch}`;
}

function failed(error: unknown): void {
  process.stderr.write(`preview: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(EXIT_FAILED);
}

try {
  main(readOptions(process.argv.slice(2))).catch(failed);
} catch (error) {
  failed(error);
}
