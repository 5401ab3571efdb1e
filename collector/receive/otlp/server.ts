import { timingSafeEqual } from 'node:crypto';
import { fastify, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { HabitusError } from '../../../pkg/errors';
import { encodeAnswer } from './answer';
import { answerError } from './answer-error';
import { inflated } from './inflate';
import type { OtlpIntake, Signal, Taken } from './intake';
import { MOST_BYTES } from './limits';
import { Room } from './room';

const LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost']);
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

const SIGNALS: readonly Signal[] = ['logs', 'traces', 'metrics'];
/** What `partialSuccess` calls what was refused. */
const REJECTED = { logs: 'rejectedLogRecords', traces: 'rejectedSpans', metrics: 'rejectedDataPoints' } as const;

const LOOKS_ITSELF = /^\/v1\/(?:sources\/|faro(?:$|[?/]))/;

/** OTLP/HTTP on `/v1/logs`, `/v1/traces` and `/v1/metrics`, as opentelemetry-proto's specification says: protobuf or JSON, plain, gzip or zstd, at most 64 MiB decompressed. What is refused as a whole is counted and kept as one dead letter. */
export async function startOtlpServer(intake: OtlpIntake, options: ServerOptions): Promise<FastifyInstance> {
  if (!LOOPBACK.has(options.host) && options.token === undefined) throw new HabitusError('HAB-RECV-005', 'none', 'a token for a receiver outside loopback');
  const room = new Room(ROOM);
  const server = fastify({ bodyLimit: MOST_BYTES, requestTimeout: 30_000, connectionTimeout: 60_000, forceCloseConnections: true });
  server.removeAllContentTypeParsers();
  server.addContentTypeParser(['application/x-protobuf', 'application/json'], { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  server.setErrorHandler((error, request, reply) => answerError(request, reply, error, intake));
  server.addHook('onRequest', async (request, reply) => {
    if (options.token !== undefined && !LOOKS_ITSELF.test(request.url) && !holdsToken(request, options.token)) {
      throw new HabitusError('HAB-RECV-005', 'none or another');
    }
    const length = request.method === 'GET' ? 0 : Number(request.headers['content-length'] ?? MOST_BYTES);
    if (length <= MOST_BYTES) reply.raw.once('close', room.take(length));
  });
  for (const signal of SIGNALS) {
    server.post(`/v1/${signal}`, async (request, reply) => {
      const json = String(request.headers['content-type']).startsWith('application/json');
      const taken = await intake.take(await plain(request), json ? 'json' : 'protobuf', signal);
      return await (json ? answerJson(reply, taken, signal) : reply.type('application/x-protobuf').send(encodeAnswer(taken)));
    });
  }
  options.more?.(server);
  await server.listen({ host: options.host, port: options.port });
  return server;
}

function holdsToken(request: FastifyRequest, token: string): boolean {
  const given = Buffer.from(request.headers.authorization ?? '');
  const wanted = Buffer.from(`Bearer ${token}`);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

async function plain(request: FastifyRequest): Promise<Buffer> {
  const body = request.body as Buffer | undefined;
  if (body === undefined) throw new HabitusError('HAB-RECV-001', 'an empty body');
  return await inflated(body, request.headers['content-encoding'] ?? 'identity');
}

async function answerJson(reply: FastifyReply, { rejected, message }: Taken, signal: Signal): Promise<void> {
  await reply.send(rejected === 0 ? {} : { partialSuccess: { [REJECTED[signal]]: String(rejected), errorMessage: message } });
}
