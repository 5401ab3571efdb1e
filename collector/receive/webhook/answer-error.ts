import type { FastifyReply, FastifyRequest } from 'fastify';
import { HabitusError, type ErrorCode } from '../../../pkg/errors';
import { MOST_BYTES } from '../otlp/limits';

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
  const known = asKnown(error, request);
  const status = STATUS[known.code] ?? 500;
  if (status === 503) void reply.header('Retry-After', '5');
  if (!request.raw.complete) request.raw.unpipe().resume();
  await reply.code(status).send({ code: known.code, message: known.message });
}

function asKnown(error: unknown, request: FastifyRequest): HabitusError {
  if (error instanceof HabitusError) return error;
  const { code, message } = error as { code?: string; message?: string };
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return new HabitusError('HAB-RECV-002', 'more', `at most ${MOST_BYTES} bytes`);
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return new HabitusError('HAB-RECV-004', request.headers['content-type'] ?? 'no content type');
  return new HabitusError('HAB-RECV-003', message ?? 'an error');
}
