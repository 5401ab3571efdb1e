import { servePlugin } from './goplugin/serve';
import type { Backend } from './pluginv2/backend';
import { GRAFANA } from './pluginv2/handshake';
import { grafanaServices } from './pluginv2/services';

/**
 * What Grafana starts. Small on purpose: it shakes hands and only then loads `backend.ts`, which is a bundle of its own with the store, the engine
 * and Arrow in it. Grafana starts its backends one after the other and waits for each handshake.
 */
const started = servePlugin(GRAFANA, (log) => {
  let loading: Promise<Backend> | undefined;
  const backend = (): Promise<Backend> =>
    (loading ??= import('./backend').then(({ createBackend }) => createBackend({ log, env: process.env, folder: __dirname })));
  return {
    services: grafanaServices(backend),
    ready: () => void backend().catch((error: unknown) => log.error('The backend could not be loaded', { error })),
    close: async () => (await loading)?.close(),
  };
});

started.catch((error: unknown) => {
  process.stderr.write(`The plugin could not start: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
