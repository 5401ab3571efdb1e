import { hash } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { HabitusError } from '../../../pkg/errors';
import type { Millis } from '../../../pkg/model';
import { SOURCES, sourceNamed } from '../../sources/registry';
import type { Source } from '../../sources/source';
import type { RawRecord, RecordIntake, Taken } from '../intake';
import { answerError } from './answer-error';
import { token, type Check, type Secrets } from './checks';
import { recordSpans } from './json-values';
import { plainBody } from './plain-body';

/** One sender: where it sends to, what it sends, how it proves to be it. */
export interface Webhook {
  /** The last part of its path. */
  readonly path: string;
  readonly source: Source;
  readonly check: Check;
  /** Of records without one. */
  readonly zone?: string;
  /** As sent, or any time: a sender that repeats old events. */
  readonly era?: 'live' | 'any';
}

export interface WebhookParts {
  readonly intake: Pick<RecordIntake, 'take'>;
  readonly webhooks: readonly Webhook[];
  readonly clock: () => Millis;
  /** One of them is demanded where no webhook is configured for the source. */
  readonly tokens?: Secrets;
  /** Whether the sender of a request has shown the certificate that is demanded; asked where no webhook is configured for the source. */
  readonly certified?: (request: FastifyRequest) => boolean;
}

/**
 * `POST /v1/sources/<name>`: one JSON document, an array, documents behind each other, or lines, for the source of that name. Answered after the
 * log is on disk. Records that are refused are dead letters and no reason to send again, so the answer is 200 and counts them.
 */
export function addWebhooks(server: FastifyInstance, { intake, webhooks, clock, tokens, certified = () => true }: WebhookParts): void {
  const byPath = new Map(webhooks.map((webhook) => [webhook.path, webhook]));
  const anybody: Check = tokens === undefined ? () => true : token(tokens);
  const find = (request: FastifyRequest<Named>): Webhook => {
    const { name } = request.params;
    const known = byPath.get(name);
    if (known) return known;
    if (!SOURCES.some((source) => source.name === name)) {
      throw new HabitusError('HAB-RECV-007', name, `a source: ${SOURCES.map((source) => source.name).join(', ')}`);
    }
    return { path: name, source: sourceNamed(name), check: certified(request) ? anybody : () => false };
  };

  server.register((scope, _options, done) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, parsed) => parsed(null, body));
    scope.setErrorHandler(async (error, request, reply) => await answerError(error, request, reply));

    scope.post<Named>('/v1/sources/:name', async (request) => {
      const webhook = find(request);
      admit(webhook, request, clock());
      const body = await plainBody(request.body as Buffer | undefined, request.headers['content-encoding']);
      return shown(await intake.take(recordsOf(body, webhook), webhook.era ?? 'live'));
    });

    // Okta asks once, before it sends: https://developer.okta.com/docs/concepts/event-hooks/#one-time-verification-request
    scope.get<Named>('/v1/sources/:name', async (request) => {
      admit(find(request), request, clock());
      const challenge = request.headers['x-okta-verification-challenge'];
      if (typeof challenge !== 'string') throw new HabitusError('HAB-RECV-007', 'GET', 'POST, or GET with X-Okta-Verification-Challenge');
      return await Promise.resolve({ verification: challenge.slice(0, MOST_CHALLENGE) });
    });
    done();
  });
}

interface Named {
  Params: { name: string };
}

const MOST_CHALLENGE = 512;

function admit({ check, path }: Webhook, request: FastifyRequest, now: Millis): void {
  const body = request.body instanceof Buffer ? request.body : Buffer.alloc(0);
  if (!check({ headers: request.headers, body, now })) throw new HabitusError('HAB-RECV-006', `none or another at ${path}`);
}

/** The same request sent again has the same origins, so that its records are known where their source names no id. */
function recordsOf(body: Buffer, { path, source, zone }: Webhook): RawRecord[] {
  const request = hash('sha256', body);
  const place = `webhook ${path}`;
  return recordSpans(body).map(([start, end], index) => ({
    bytes: body.subarray(start, end),
    source,
    origin: `${request}:${index}`,
    place,
    ...(zone !== undefined && { zone }),
  }));
}

function shown({ accepted, dropped, rejected, reason }: Taken): Record<string, number | string> {
  return { accepted, dropped, rejected, ...(reason !== undefined && { reason }) };
}
