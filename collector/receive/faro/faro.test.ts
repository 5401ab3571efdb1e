import { fastify, type FastifyInstance } from 'fastify';
import { openIntake, type OpenIntake } from '../../testing/open-intake';
import { addFaro, type FaroOptions } from './faro';

const NOW = Date.UTC(2026, 10, 24, 12);
const PAGE = 'https://app.acme.com';
let at: OpenIntake;
let server: FastifyInstance;
let url: string;

async function open(options: Partial<FaroOptions> = {}): Promise<void> {
  at = await openIntake(() => NOW);
  server = fastify();
  addFaro(server, { origins: [PAGE], keys: ['k'], proxies: 0, ...options }, { intake: at.intake });
  url = `${await server.listen({ host: '127.0.0.1', port: 0 })}/v1/faro`;
}
afterEach(async () => {
  await server.close();
  await at.close();
});

const BODY = JSON.stringify({
  meta: { user: { id: 'u-1' }, session: { id: 's-1', attributes: { client_ip: '198.51.100.2' } }, page: { url: `${PAGE}/a` }, client: { ip: '198.51.100.1' } },
  events: [{ name: 'click', timestamp: '2026-11-24T11:59:00Z', attributes: { button: 'save' } }],
});
const post = (headers: Record<string, string> = {}, body = BODY): Promise<Response> =>
  fetch(url, { method: 'POST', body, headers: { 'content-type': 'application/json', origin: PAGE, 'x-api-key': 'k', ...headers } });

test('an event of a page, with the address of the connection and not the one that the page says', async () => {
  await open();
  const answer = await post({ 'x-forwarded-for': '203.0.113.9' });
  expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([202, PAGE]);
  expect(at.events()).toMatchObject([{ 'user.id': 'u-1', 'session.id': 's-1', 'source.ip': '127.0.0.1', 'habitus.source': 'faro' }]);
});

test('behind proxies of ours the address is the one that the outermost saw', async () => {
  await open({ proxies: 2 });
  await post({ 'x-forwarded-for': '192.0.2.66, 203.0.113.9, 10.0.0.1' });
  expect(at.events()[0]).toMatchObject({ 'source.ip': '203.0.113.9' });
});

test('another origin, another key: nothing is taken', async () => {
  await open();
  expect((await post({ origin: 'https://evil.example' })).status).toBe(401);
  expect((await post({ 'x-api-key': 'guess' })).status).toBe(401);
  expect(at.events()).toEqual([]);
});

test('a browser asks first', async () => {
  await open();
  const answer = await fetch(url, {
    method: 'OPTIONS',
    headers: { origin: PAGE, 'access-control-request-method': 'POST', 'access-control-request-headers': 'x-api-key' },
  });
  expect([answer.status, answer.headers.get('access-control-allow-origin'), answer.headers.get('access-control-allow-headers')]).toEqual([
    204,
    PAGE,
    expect.stringContaining('x-api-key'),
  ]);
});

test('what is no JSON is a dead letter', async () => {
  await open();
  expect((await post({}, 'not json')).status).toBe(202);
  expect(at.letters()).toMatchObject([{ code: 'HAB-PARSE-003', raw: 'not json', source: 'faro' }]);
});
