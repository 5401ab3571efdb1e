import type { FastifyReply, FastifyRequest } from 'fastify';

const LOCAL = /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?$/;

/**
 * Everybody on this machine is Admin here, so no page of another site may be one: neither through a name that was made to point here (Host), nor by
 * sending requests across (Origin).
 */
export async function refuseStrangers({ headers }: FastifyRequest, reply: FastifyReply): Promise<void> {
  const { host = '', origin } = headers;
  if (LOCAL.test(host) && (origin === undefined || origin === `http://${host}`)) return;
  await reply.code(403).send({ message: `The preview answers its own pages on this machine only, not ${origin ?? host}.` });
}
