import { finished } from 'node:stream/promises';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { HabitusError, type ErrorCode } from '../../../pkg/errors';
import { knownError } from '../known-error';
import { throwAwayUnread } from '../unread';
import { CODE, encodeStatus, RETRY_AFTER } from './answer';
import type { OtlpIntake } from './intake';
import { WireError } from './wire';

const STATUS: Readonly<Partial<Record<ErrorCode, number>>> = {
  'HAB-RECV-001': 400,
  'HAB-RECV-002': 413,
  'HAB-RECV-003': 503,
  'HAB-RECV-004': 415,
  'HAB-RECV-005': 401,
};
const MOST_KEPT = 8 * 1024;

/** Answers as OTLP's specification says: a Status with gRPC's code, in the form of the request; 503 with Retry-After where the sender shall come again. What is damaged or too large is a dead letter. */
export async function answerError(request: FastifyRequest, reply: FastifyReply, error: unknown, intake: OtlpIntake): Promise<void> {
  const known = error instanceof WireError ? new HabitusError('HAB-RECV-001', error.message) : knownError(error, request);
  if (known.code === 'HAB-RECV-001' || known.code === 'HAB-RECV-002') {
    const body = request.body instanceof Buffer ? request.body : Buffer.alloc(0);
    await intake.bury({ code: known.code, reason: known.message, raw: body.subarray(0, MOST_KEPT) });
  }
  await readToEnd(request);
  const status = STATUS[known.code] ?? 500;
  if (status === 503) void reply.header('Retry-After', String(RETRY_AFTER));
  const code = status === 503 ? CODE.unavailable : CODE.invalidArgument;
  const isProtobuf = request.headers['content-type']?.startsWith('application/x-protobuf') === true;
  await reply
    .code(status)
    .type(isProtobuf ? 'application/x-protobuf' : 'application/json')
    .send(isProtobuf ? encodeStatus(code, known.message) : JSON.stringify({ code, message: known.message }));
}

/** A sender that is still sending does not hear: what is left is thrown away first, for as long as the time limit of a request. */
async function readToEnd(request: FastifyRequest): Promise<void> {
  if (request.raw.complete) return;
  throwAwayUnread(request);
  await finished(request.raw).catch(() => undefined);
}
