import type { Server } from 'node:tls';
import { fastify, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { HabitusError } from '../../../pkg/errors';
import { holdsToken } from '../sender-tokens';
import { askingTls, isCertified, refuseStrangers, type Tls } from '../tls';
import type { Secrets } from '../webhook/checks';
import { encodeAnswer } from './answer';
import { answerError } from './answer-error';
import { inflated } from './inflate';
import type { OtlpIntake, Signal, Taken } from './intake';
import { MOST_BYTES, type HttpLimits, USUAL } from './limits';
import { Room } from './room';
import { withinRoom } from './within-room';

export interface ServerOptions {
  readonly host: string;
  readonly port: number;
  /** One of them is demanded of every request as `Authorization: Bearer …`; looked at anew for each. */
  readonly tokens?: Secrets;
  /** Encrypts; with an authority, senders must show a certificate of it. Outside loopback it is this or a token, or both. */
  readonly tls?: Tls;
  readonly limits?: Partial<HttpLimits>;
  /** Adds more paths before it listens. Those below `/v1/sources/` and `/v1/faro` look at tokens, certificates and signatures themselves. */
  readonly more?: (server: FastifyInstance) => void;
  /** Told of each request that was refused, whatever the path. */
  readonly onRefused?: (status: number) => void;
}

const SIGNALS: readonly Signal[] = ['logs', 'traces', 'metrics'];
/** What `partialSuccess` calls what was refused. */
const REJECTED = { logs: 'rejectedLogRecords', traces: 'rejectedSpans', metrics: 'rejectedDataPoints' } as const;

const LOOKS_ITSELF = /^\/v1\/(?:sources\/|faro(?:$|[?/]))/;

/**
 * OTLP/HTTP on `/v1/logs`, `/v1/traces` and `/v1/metrics`, as opentelemetry-proto's specification says: protobuf or JSON, plain, gzip or zstd, at most
 * 64 MiB decompressed. What is refused as a whole is counted and kept as one dead letter.
 * @throws HabitusError HAB-RECV-005 for one outside loopback that everybody could send to
 */
export async function startOtlpServer(intake: OtlpIntake, options: ServerOptions): Promise<FastifyInstance> {
  refuseStrangers(options.host, options.tokens, options.tls);
  const server = openServer(options);
  server.removeAllContentTypeParsers();
  server.addContentTypeParser(['application/x-protobuf', 'application/json'], { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  server.setErrorHandler((error, request, reply) => answerError(request, reply, error, intake));
  server.addHook('onRequest', (request, _reply, done) => done(refusal(request, options)));
  server.addHook('onResponse', (_request, { statusCode }, done) => {
    if (statusCode >= 400) options.onRefused?.(statusCode);
    done();
  });
  // Who need not say who he is gets room of his own: he keeps nobody else's requests out.
  const [known, anybody] = [new Room(4 * MOST_BYTES), new Room(2 * MOST_BYTES)];
  server.addHook('preParsing', (request, reply, payload, done) => {
    done(null, withinRoom(payload, LOOKS_ITSELF.test(request.url) ? anybody : known, reply.raw));
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

function openServer({ tls, limits }: ServerOptions): FastifyInstance {
  const { headersMs, requestMs, idleMs, connections } = { ...USUAL, ...limits };
  const times = { headersTimeout: headersMs, requestTimeout: requestMs, connectionsCheckingInterval: Math.min(headersMs, requestMs) / 4 };
  const common = { bodyLimit: MOST_BYTES, requestTimeout: requestMs, connectionTimeout: idleMs, forceCloseConnections: 'idle' as const };
  const server = (tls ? fastify({ ...common, https: { ...askingTls(tls), ...times } }) : fastify({ ...common, http: times })) as FastifyInstance;
  server.server.maxConnections = connections;
  tls?.renewal?.onChange((next) => (server.server as unknown as Server).setSecureContext(askingTls(next)));
  return server;
}

function refusal({ url, headers, raw }: FastifyRequest, { tokens, tls }: ServerOptions): HabitusError | undefined {
  if (LOOKS_ITSELF.test(url)) return undefined;
  if (tokens !== undefined && !holdsToken(headers.authorization ?? '', tokens)) return new HabitusError('HAB-RECV-005', 'none or another');
  if (tls?.ca === undefined || isCertified(raw.socket)) return undefined;
  return new HabitusError('HAB-RECV-005', 'none, or one of another authority', 'a client certificate of the configured authority');
}

async function plain(request: FastifyRequest): Promise<Buffer> {
  const body = request.body as Buffer | undefined;
  if (body === undefined) throw new HabitusError('HAB-RECV-001', 'an empty body');
  return await inflated(body, request.headers['content-encoding'] ?? 'identity');
}

async function answerJson(reply: FastifyReply, { rejected, message }: Taken, signal: Signal): Promise<void> {
  await reply.send(rejected === 0 ? {} : { partialSuccess: { [REJECTED[signal]]: String(rejected), errorMessage: message } });
}
