import { createReadStream, statSync } from 'node:fs';
import { extname } from 'node:path';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { within, type Plugin } from './plugins';

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
};

/** The files that a page loads: the plugins' bundles as built, Grafana's icons, the host's own bundle. */
export function serveFiles(app: FastifyInstance, plugins: ReadonlyMap<string, Plugin>, home: string): void {
  app.get<{ Params: { id: string; '*': string } }>('/public/plugins/:id/*', (request, reply) => {
    const plugin = plugins.get(request.params.id);
    return send(reply, plugin && within(plugin.folder, request.params['*']));
  });
  app.get<{ Params: { '*': string } }>('/public/build/*', (request, reply) => send(reply, within(`${home}/public`, request.params['*'])));
  // Grafana's fonts are not on npm: the browser's own stand in for them.
  app.get('/public/*', (_request, reply) => send(reply, undefined));
  app.get<{ Params: { '*': string } }>('/preview/*', (request, reply) => send(reply, within(`${home}/host`, request.params['*'])));
}

/** Only files of the kinds that a page needs leave a folder. */
function send(reply: FastifyReply, path: string | undefined): FastifyReply {
  const type = path === undefined ? undefined : TYPES[extname(path)];
  const stat = path === undefined || type === undefined ? undefined : statSync(path, { throwIfNoEntry: false });
  if (path === undefined || type === undefined || stat?.isFile() !== true) return reply.code(404).send({ message: 'Not found' });
  return reply.header('cache-control', 'no-cache').header('content-length', stat.size).type(type).send(createReadStream(path));
}
