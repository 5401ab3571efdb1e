import type { FastifyInstance } from 'fastify';
import { QueryDataRequest, type DataResponse } from '../../pkg/plugin/pluginv2/generated/pluginv2';
import type { Backend } from './backend';
import { pluginContext } from './context';
import { frameOf, type JsonFrame } from './frames';
import { only, type Plugin } from './plugins';
import { preferencesOf } from './preferences';

interface QueryBody {
  readonly queries: readonly { readonly refId: string; readonly queryType?: string; readonly intervalMs?: number; readonly maxDataPoints?: number }[];
  readonly from: string;
  readonly to: string;
}

type JsonResponse = { readonly status: number; readonly frames: readonly JsonFrame[]; readonly error?: string; readonly errorSource?: string };

/** `POST /api/ds/query`: what panels and scenes ask, handed to the backend and back. An error of any query makes the answer a 400, as in Grafana. */
export function answerQueries(app: FastifyInstance, backend: Backend, plugins: ReadonlyMap<string, Plugin>): void {
  const { json } = only(plugins, 'datasource');
  app.post<{ Body: QueryBody }>('/api/ds/query', async (request, reply) => {
    const { queries, from, to } = request.body;
    const timeRange = { fromEpochMS: Number(from), toEpochMS: Number(to) };
    const { responses } = await backend.get().queryData(
      QueryDataRequest.fromPartial({
        pluginContext: pluginContext(json.id, json.info.version, preferencesOf(request).role),
        queries: queries.map((query) => ({
          refId: query.refId,
          queryType: query.queryType ?? '',
          intervalMS: query.intervalMs ?? 0,
          maxDataPoints: query.maxDataPoints ?? 0,
          timeRange,
          json: Buffer.from(JSON.stringify(query)),
        })),
      })
    );
    const results = Object.fromEntries([...responses].map(([refId, response]) => [refId, jsonOf(response, refId)]));
    const failed = Object.values(results).some(({ error }) => error !== undefined);
    return reply.code(failed ? 400 : 200).send({ results });
  });
}

function jsonOf({ status, frames, error, errorSource }: DataResponse, refId: string): JsonResponse {
  return { status, frames: frames.map((frame) => frameOf(frame, refId)), ...(error !== '' && { error, errorSource }) };
}
