import type { FastifyInstance } from 'fastify';
import type { Collector } from '../collector';
import { intakeWords } from '../intake-words';

/** GET `/status`: all counts of the collector as JSON, and in words what somebody should know. Behind the token of all routes of its server. */
export function addStatusPage(server: FastifyInstance, status: Collector['status']): void {
  server.get('/status', async (_request, reply) => {
    const now = status();
    await reply.send({ ...now, words: intakeWords(now) });
  });
}
