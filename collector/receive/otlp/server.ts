import { timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { fastify, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { HabitusError } from '../../../pkg/errors';
import { answerError } from './answer-error';
import type { OtlpIntake, Taken } from './intake';
import { MOST_BYTES } from './limits';
import { OneAtATime, Room } from './room';

const LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost']);
const inflate = promisify(gunzip);
/** Of bodies in memory at once. */
const ROOM = 4 * MOST_BYTES;

export interface ServerOptions {
  readonly host: string;
  readonly port: number;
  /** Demanded of every request as `Authorization: Bearer …`; without one the receiver stays on loopback. */
  readonly token?: string;
  /** Adds more paths before it listens. Those below `/v1/sources/` and `/v1/faro` look at tokens and signatures themselves. */
  readonly more?: (server: FastifyInstance) => void;
}

const LOOKS_ITSELF = /^\/v1\/(?:sources\/|faro(?:$|[?/]))/;

/** OTLP/HTTP for logs on `/v1/logs`, as opentelemetry-proto's specification says: protobuf or JSON, plain or gzip, at most 64 MiB decompressed. What is refused as a whole is counted and kept as one dead letter. */
export async function startOtlpServer(intake: OtlpIntake, options: ServerOptions): Promise<FastifyInstance> {
  if (!LOOPBACK.has(options.host) && options.token === undefined) throw new HabitusError('HAB-RECV-005', 'none', 'a token for a receiver outside loopback');
  const room = new Room(ROOM);
  const inflating = new OneAtATime();
  const server = fastify({ bodyLimit: MOST_BYTES, requestTimeout: 30_000, connectionTimeout: 60_000, forceCloseConnections: true });
  server.removeAllContentTypeParsers();
  server.addContentTypeParser(['application/x-protobuf', 'application/json'], { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  server.setErrorHandler((error, request, reply) => answerError(request, reply, error, intake));
  server.addHook('onRequest', async (request, reply) => {
    if (options.token !== undefined && !LOOKS_ITSELF.test(request.url) && !holdsToken(request, options.token))
      throw new HabitusError('HAB-RECV-005', 'none or another');
    const length = Number(request.headers['content-length'] ?? MOST_BYTES);
    if (length <= MOST_BYTES) reply.raw.once('close', room.take(length));
  });
  server.post('/v1/logs', async (request, reply) => {
    const json = String(request.headers['content-type']).startsWith('application/json');
    const body = await plain(request, inflating);
    const taken = await intake.take(body, json ? 'json' : 'protobuf');
    return await (json ? answerJson(reply, taken) : reply.type('application/x-protobuf').send(encodeAnswer(taken)));
  });
  options.more?.(server);
  await server.listen({ host: options.host, port: options.port });
  return server;
}

function holdsToken(request: FastifyRequest, token: string): boolean {
  const given = Buffer.from(request.headers.authorization ?? '');
  const wanted = Buffer.from(`Bearer ${token}`);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

async function plain(request: FastifyRequest, inflating: OneAtATime): Promise<Buffer> {
  const body = request.body as Buffer | undefined;
  if (body === undefined) throw new HabitusError('HAB-RECV-001', 'an empty body');
  const encoding = request.headers['content-encoding'] ?? 'identity';
  if (encoding === 'identity') return body;
  if (encoding !== 'gzip') throw new HabitusError('HAB-RECV-004', encoding);
  return await inflating.run(async () => await inflated(body));
}

async function inflated(body: Buffer): Promise<Buffer> {
  try {
    return await inflate(body, { maxOutputLength: MOST_BYTES });
  } catch (cause) {
    const tooLarge = (cause as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';
    throw new HabitusError(
      tooLarge ? 'HAB-RECV-002' : 'HAB-RECV-001',
      tooLarge ? 'more' : 'damaged gzip',
      tooLarge ? `at most ${MOST_BYTES} bytes decompressed` : undefined
    );
  }
}

async function answerJson(reply: FastifyReply, { rejected, message }: Taken): Promise<void> {
  await reply.send(rejected === 0 ? {} : { partialSuccess: { rejectedLogRecords: String(rejected), errorMessage: message } });
}

/** ExportLogsServiceResponse: partial_success = 1 { rejected_log_records = 1, error_message = 2 }. */
function encodeAnswer({ rejected, message }: Taken): Buffer {
  if (rejected === 0) return Buffer.alloc(0);
  const text = Buffer.from(message);
  const inner = Buffer.concat([Buffer.from([0x08, ...varint(rejected), 0x12, ...varint(text.length)]), text]);
  return Buffer.concat([Buffer.from([0x0a, ...varint(inner.length)]), inner]);
}

function varint(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...varint(Math.floor(value / 128))];
}
