import type { FastifyInstance } from 'fastify';
import { CallResourceRequest, CheckHealthRequest, CheckHealthResponse_HealthStatus as Status } from '../../pkg/plugin/pluginv2/generated/pluginv2';
import type { Backend } from './backend';
import { DATA_SOURCE, pluginContext } from './context';
import { only, type Plugin } from './plugins';
import { preferencesOf } from './preferences';

const HEALTH: Readonly<Record<number, string>> = { [Status.OK]: 'OK', [Status.ERROR]: 'ERROR' };

/** `/api/datasources/uid/<uid>/resources/*` and `/health`: bodies and codes go through as they are. */
export async function answerResources(app: FastifyInstance, backend: Backend, plugins: ReadonlyMap<string, Plugin>): Promise<void> {
  const { json } = only(plugins, 'datasource');
  const base = `/api/datasources/uid/${DATA_SOURCE.uid}`;
  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    scope.all<{ Params: { '*': string } }>(`${base}/resources/*`, async (request, reply) => {
      const at = request.url.indexOf('/resources/') + '/resources/'.length;
      const answer = await backend.get().callResource(
        CallResourceRequest.fromPartial({
          pluginContext: pluginContext(json.id, json.info.version, preferencesOf(cookieOnly(request)).role),
          method: request.method,
          path: request.params['*'],
          url: request.url.slice(at),
          body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
        })
      );
      for (const [name, values] of answer.headers) void reply.header(name, values.join(', '));
      return reply.code(answer.code).send(answer.body);
    });
  });
  app.get(`${base}/health`, async (request, reply) => {
    const context = pluginContext(json.id, json.info.version, preferencesOf(request).role);
    const { status, message } = await backend.get().checkHealth(CheckHealthRequest.fromPartial({ pluginContext: context }));
    const word = HEALTH[status] ?? 'UNKNOWN';
    return reply.code(word === 'OK' ? 200 : 400).send({ status: word, message });
  });
}

/** A resource's query is the backend's own: `?role=` of it is no choice of the visitor. */
function cookieOnly<R extends { readonly headers: Record<string, unknown> }>({ headers }: R): { query: {}; headers: R['headers'] } {
  return { query: {}, headers };
}
