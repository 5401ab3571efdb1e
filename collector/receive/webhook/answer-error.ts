import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ErrorCode } from '../../../pkg/errors';
import { knownError } from '../known-error';
import { throwAwayUnread } from '../unread';

const STATUS: Readonly<Partial<Record<ErrorCode, number>>> = {
  'HAB-RECV-001': 400,
  'HAB-RECV-002': 413,
  'HAB-RECV-003': 503,
  'HAB-RECV-004': 415,
  'HAB-RECV-005': 401,
  'HAB-RECV-006': 401,
  'HAB-RECV-007': 404,
};

/** Answers with the catalogue's words as JSON; 503 with Retry-After where the sender shall come again. */
export async function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const known = knownError(error, request);
  const status = STATUS[known.code] ?? 500;
  if (status === 503) void reply.header('Retry-After', '5');
  throwAwayUnread(request);
  await reply.code(status).send({ code: known.code, message: known.message });
}
