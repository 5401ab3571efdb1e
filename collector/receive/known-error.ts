import type { FastifyRequest } from 'fastify';
import { HabitusError } from '../../pkg/errors';
import { MOST_BYTES } from './otlp/limits';

/** What went wrong with a request, in the catalogue's words: Fastify's own refusals of a body are among it. */
export function knownError(error: unknown, request: FastifyRequest): HabitusError {
  if (error instanceof HabitusError) return error;
  const { code, message } = error as { code?: string; message?: string };
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return new HabitusError('HAB-RECV-002', 'more', `at most ${MOST_BYTES} bytes`);
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return new HabitusError('HAB-RECV-004', request.headers['content-type'] ?? 'no content type');
  return new HabitusError('HAB-RECV-003', message ?? 'an error');
}
