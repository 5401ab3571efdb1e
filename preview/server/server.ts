import fastify, { type FastifyInstance } from 'fastify';
import type { Backend } from './backend';
import { serveFiles } from './files';
import { refuseStrangers } from './guard';
import { page } from './page';
import type { Plugin } from './plugins';
import { preferencesOf, remember } from './preferences';
import { answerQueries } from './queries';
import { answerResources } from './resources';

export interface Parts {
  readonly backend: Backend;
  readonly plugins: ReadonlyMap<string, Plugin>;
  /** Where the preview was built: `host/` and `public/` lie in it. */
  readonly home: string;
}

/** The part of Grafana's HTTP that the app needs, and one page for every other address. */
export async function createServer({ backend, plugins, home }: Parts): Promise<FastifyInstance> {
  const app = fastify({ logger: false, forceCloseConnections: true });
  app.addHook('onRequest', refuseStrangers);
  serveFiles(app, plugins, home);
  answerQueries(app, backend, plugins);
  await answerResources(app, backend, plugins);
  app.all('/api/*', (request, reply) => reply.code(404).send({ message: `The preview has no ${request.method} ${request.url}: it is not Grafana.` }));
  app.get('/*', (request, reply) => {
    const preferences = preferencesOf(request);
    remember(reply, preferences);
    return reply.type('text/html; charset=utf-8').send(page(plugins, preferences));
  });
  app.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) => reply.code(error.statusCode ?? 502).send({ message: error.message }));
  return app;
}
