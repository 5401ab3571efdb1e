import { hash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { HabitusError } from '../../../pkg/errors';
import { faro as source } from '../../sources/faro/parse';
import type { RecordIntake } from '../intake';
import { plainAddress } from '../loopback';
import { answerError } from '../webhook/answer-error';
import { sameText } from '../webhook/checks';
import { plainBody } from '../webhook/plain-body';

export interface FaroOptions {
  /** Pages that may send: `https://app.acme.com`, or `*` for all. */
  readonly origins: readonly string[];
  /** What they send as `x-api-key`; any of them will do. Empty: none is asked for. */
  readonly keys: readonly string[];
  /** How many proxies of ours stand in front, each of which adds to X-Forwarded-For. */
  readonly proxies: number;
}

export interface FaroParts {
  readonly intake: Pick<RecordIntake, 'take'>;
}

const PATH = '/v1/faro';
const A_DAY_IN_SECONDS = 86_400;

/**
 * Grafana Faro's own transport: `POST /v1/faro` with its JSON body, from browsers, so with CORS. The address of the browser is taken from the
 * connection: a page may say of itself what it likes, and so may whoever knows the key that every visitor is sent.
 */
export function addFaro(server: FastifyInstance, options: FaroOptions, { intake }: FaroParts): void {
  server.register((scope, _options, done) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, parsed) => parsed(null, body));
    scope.setErrorHandler(async (error, request, reply) => await answerError(error, request, reply));
    scope.options(PATH, async (request, reply) => {
      allowOrigin(request, reply, options.origins);
      void reply
        .header('access-control-allow-methods', 'POST')
        .header('access-control-allow-headers', 'content-type, content-encoding, x-api-key, x-faro-session-id');
      await reply.header('access-control-max-age', String(A_DAY_IN_SECONDS)).code(204).send();
    });
    scope.post(PATH, async (request, reply) => {
      allowOrigin(request, reply, options.origins);
      admit(request, options.keys);
      const body = await plainBody(request.body as Buffer | undefined, request.headers['content-encoding']);
      const bytes = withAddress(body, clientOf(request, options.proxies));
      await intake.take([{ bytes, source, origin: hash('sha256', body), place: `faro ${request.headers.origin ?? ''}` }], 'live');
      await reply.code(202).send({});
    });
    done();
  });
}

function allowOrigin(request: FastifyRequest, reply: FastifyReply, origins: readonly string[]): void {
  const { origin } = request.headers;
  if (origin === undefined) return;
  if (!origins.includes('*') && !origins.includes(origin)) {
    throw new HabitusError('HAB-RECV-006', origin, 'a page whose origin collector.yaml lists under faro');
  }
  void reply.header('access-control-allow-origin', origin).header('vary', 'origin');
}

function admit({ headers }: FastifyRequest, keys: readonly string[]): void {
  const given = headers['x-api-key'];
  if (keys.length > 0 && !keys.some((key) => sameText(typeof given === 'string' ? given : '', key))) {
    throw new HabitusError('HAB-RECV-006', 'none or another', 'the x-api-key of the receiver');
  }
}

/** The address that our own outermost proxy saw: what stands further left a sender may have made up. */
function clientOf(request: FastifyRequest, proxies: number): string {
  const seen = String(request.headers['x-forwarded-for'] ?? '')
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');
  return plainAddress((proxies > 0 ? seen.at(-proxies) : undefined) ?? request.ip);
}

/** What is no JSON goes on as it is and ends as a dead letter. */
function withAddress(body: Buffer, ip: string): Buffer {
  try {
    const transport = JSON.parse(body.toString('utf8')) as { meta?: Record<string, unknown> } | null;
    if (typeof transport !== 'object' || transport === null || Array.isArray(transport)) return body;
    const meta = { ...transport.meta, client: { ip } };
    return Buffer.from(JSON.stringify({ ...transport, meta }, (key, value: unknown) => (key === 'client_ip' ? ip : value)));
  } catch {
    return body;
  }
}
