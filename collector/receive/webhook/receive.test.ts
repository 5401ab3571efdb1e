import { createHmac } from 'node:crypto';
import { constants, gzipSync, zstdCompressSync } from 'node:zlib';
import { fastify, type FastifyInstance } from 'fastify';
import { openIntake, type OpenIntake } from '../../testing/open-intake';
import { sourceNamed } from '../../sources/registry';
import { checkNamed } from './checks';
import { addWebhooks } from './webhooks';

const NOW = Date.UTC(2026, 10, 24, 12);
const SECRET = 'shared secret';
let at: OpenIntake;
let server: FastifyInstance;
let url: string;

async function open(limit?: number, token?: string): Promise<void> {
  at = await openIntake(() => NOW, limit);
  server = fastify();
  const webhooks = [
    { path: 'signed', source: sourceNamed('ecs'), check: checkNamed('keycloak', [SECRET]) },
    { path: 'okta', source: sourceNamed('ecs'), check: checkNamed('okta', [SECRET]) },
  ];
  addWebhooks(server, { intake: at.intake, clock: () => NOW, webhooks, ...(token !== undefined && { tokens: [token] }) });
  url = `${await server.listen({ host: '127.0.0.1', port: 0 })}/v1/sources/`;
}
beforeEach(async () => await open());
afterEach(async () => {
  await server.close();
  await at.close();
});

const event = (user: string, more = ''): string => `{"@timestamp":"2026-11-24T11:00:00Z","event":{"id":"${user}"},"user":{"name":"${user}"}${more}}`;
const users = (): unknown[] => at.events().map((one) => one['user.name']);
const post = async (
  path: string,
  body: string | Buffer,
  headers: Record<string, string> = {}
): Promise<{ status: number; body: unknown; retry: string | null }> => {
  const answer = await fetch(url + path, { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } });
  return { status: answer.status, body: (await answer.json()) as unknown, retry: answer.headers.get('retry-after') };
};
const signed = (body: string | Buffer): Record<string, string> => ({ 'x-keycloak-signature': createHmac('sha256', SECRET).update(body).digest('hex') });

test.each([
  ['one document', event('ada'), ['ada']],
  ['an array', `[${event('ada')},${event('bo')}]`, ['ada', 'bo']],
  ['a document a line', `${event('ada')}\n${event('bo')}\n`, ['ada', 'bo']],
])('%s is in the log when it is answered', async (_name, body, expected) => {
  expect(await post('signed', body, signed(body))).toEqual({ status: 200, body: { accepted: expected.length, dropped: 0, rejected: 0 }, retry: null });
  expect(users()).toEqual(expected);
});

test('without the secret nothing is taken, whatever the content type', async () => {
  expect(await post('signed', event('eve'), signed('another body'))).toMatchObject({ status: 401, body: { code: 'HAB-RECV-006' } });
  expect(await post('signed', event('eve'), { 'content-type': 'text/plain' })).toMatchObject({ status: 401 });
  expect(users()).toEqual([]);
  expect(JSON.stringify(await post('okta', event('eve'), { authorization: 'guess' }))).not.toContain(SECRET);
});

test('the signature is of the bytes sent: of those compressed; gzip and zstd are read, others refused', async () => {
  for (const [encoding, body] of [
    ['gzip', gzipSync(event('ada'))],
    ['zstd', zstdCompressSync(event('bo'))],
  ] as const) {
    expect(await post('signed', body, { 'content-encoding': encoding, ...signed(body) })).toMatchObject({ status: 200 });
  }
  expect(users()).toEqual(['ada', 'bo']);
  expect(await post('ecs', 'x', { 'content-encoding': 'br' })).toMatchObject({ status: 415 });
  expect(await post('ecs', 'x', { 'content-encoding': 'gzip' })).toMatchObject({ status: 400 });
  expect(await post('ecs', gzipSync(Buffer.alloc(70 * 1024 * 1024)), { 'content-encoding': 'gzip' })).toMatchObject({ status: 413 });
  // A window of 128 MiB is memory that a sender asks for.
  const params = { [constants.ZSTD_c_windowLog]: 27, [constants.ZSTD_c_enableLongDistanceMatching]: 1, [constants.ZSTD_c_contentSizeFlag]: 0 };
  expect(await post('ecs', zstdCompressSync(Buffer.alloc(40 * 1024 * 1024), { params }), { 'content-encoding': 'zstd' })).toMatchObject({ status: 400 });
});

test('what cannot be read is a dead letter of its own with its exact bytes, and no reason to send again', async () => {
  const answer = await post('ecs', `[${event('ada')},{ "no":  "time"},${event('bo', ',"event":{"category":"nonsense"}')}]`);
  expect(answer).toMatchObject({ status: 200, body: { accepted: 1, rejected: 2 } });
  expect(at.letters().map(({ code, raw }) => [code, raw.slice(0, 17)])).toEqual([
    ['HAB-PARSE-001', '{ "no":  "time"}'],
    ['HAB-PARSE-007', '{"@timestamp":"20'],
  ]);
  expect(at.letters()[0]?.place).toBe('webhook ecs');
});

test('Okta’s verification: the challenge comes back to who knows the secret', async () => {
  const ask = async (headers: Record<string, string>): Promise<[number, unknown]> => {
    const answer = await fetch(`${url}okta`, { headers });
    return [answer.status, await answer.json()];
  };
  expect(await ask({ authorization: SECRET, 'x-okta-verification-challenge': 'abc' })).toEqual([200, { verification: 'abc' }]);
  expect((await ask({ 'x-okta-verification-challenge': 'abc' }))[0]).toBe(401);
  expect((await ask({ authorization: SECRET }))[0]).toBe(404);
});

test('a source without a webhook of its own takes the receiver’s token; a name that is no source is told what there is', async () => {
  expect(await post('ecs', event('ada'))).toMatchObject({ status: 200 });
  expect(await post('nobody', event('eve'))).toMatchObject({ status: 404, body: { code: 'HAB-RECV-007' } });
  await server.close();
  await at.close();
  await open(undefined, 'the token');
  expect(await post('ecs', event('eve'))).toMatchObject({ status: 401 });
  expect(await post('ecs', event('ada'), { authorization: 'Bearer the token' })).toMatchObject({ status: 200 });
});

test('a log without room: 503 and when to come again, and nothing is counted', async () => {
  await server.close();
  await at.close();
  await open(10);
  expect(await post('ecs', event('ada'))).toMatchObject({ status: 503, body: { code: 'HAB-RECV-003' }, retry: '5' });
  expect(at.tally.report.received).toBe(0);
});

test('a second delivery has the ids of the first', async () => {
  const body = '[{"@timestamp":"2026-11-24T11:00:00Z","user":{"name":"ada"}}]';
  await post('ecs', body);
  await post('ecs', body);
  const ids = at.events().map((one) => one['habitus.id']);
  expect(ids).toHaveLength(2);
  expect(new Set(ids).size).toBe(1);
});
