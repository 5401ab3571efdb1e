import type { FastifyInstance } from 'fastify';

/** How long requests that have begun may take when the server ends, milliseconds. */
const LAST = 2_000;

/** Takes no new request, answers those that have begun, and cuts what is left after `within` milliseconds. Safe twice. */
export async function closeServer(server: FastifyInstance, within = LAST): Promise<void> {
  const late = setTimeout(() => server.server.closeAllConnections(), within);
  try {
    await server.close();
  } finally {
    clearTimeout(late);
  }
}
