import type { FastifyInstance } from 'fastify';
import type { Telemetry } from './telemetry';

/** What Prometheus asks for when it has not agreed on another form. */
const TEXT = 'text/plain; version=0.0.4; charset=utf-8';

/** GET `/metrics`, behind the token of all routes of its server. */
export function addMetricsPage(server: FastifyInstance, telemetry: Pick<Telemetry, 'prometheus'>): void {
  server.get('/metrics', async (_request, reply) => await reply.type(TEXT).send(await telemetry.prometheus()));
}
