import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DAY, HOUR } from '../../../pkg/model';
import { collectorSchema } from '../../config/schema';
import { openIntake, until, type OpenIntake } from '../../testing/open-intake';
import { VendorServer, type VendorAnswer } from '../../testing/vendor-server';
import { makePulls } from './make';
import { type Pull } from './pull';

const NOW = Date.UTC(2026, 10, 24, 12);
let at: OpenIntake;
let server: VendorServer;
let pulls: Pull[] = [];

beforeEach(async () => void (at = await openIntake(() => NOW)));
afterEach(async () => {
  for (const pull of pulls) {
    await pull.stop();
    await pull.stop();
  }
  pulls = [];
  await server.close();
  await at.close();
});

async function serve(answer: ConstructorParameters<typeof VendorServer>[0]): Promise<void> {
  server = await new VendorServer(answer).listen();
}

async function start(entry: Record<string, unknown>, secret = 'the secret'): Promise<void> {
  const [config] = collectorSchema.parse({ pull: [{ secret: { env: 'SECRET' }, every: 1, days: 2, ...entry }] }).pull;
  if (!config) throw new Error('expected a pull');
  pulls = makePulls(config, { intake: at.intake, dir: at.dir, clock: () => NOW, env: { SECRET: secret } });
  for (const pull of pulls) await pull.start();
}
const ids = (): unknown[] => at.events().map((event) => event['event.id']);
const iso = (time: number): string => new Date(time).toISOString();

describe('Okta', () => {
  const event = (id: string): unknown => ({
    uuid: id,
    published: iso(NOW - HOUR),
    eventType: 'user.session.start',
    actor: { id: '00u1', type: 'User', alternateId: 'ada@acme.com' },
    outcome: { result: 'SUCCESS' },
    client: { ipAddress: '203.0.113.9' },
  });
  const page = (body: readonly unknown[], next: string): VendorAnswer => ({
    body,
    headers: { link: `<${server.url}/api/v1/logs?limit=1000>; rel="self", <${server.url}/api/v1/logs?after=${next}>; rel="next"` },
  });
  const cursor = (): string => join(at.dir, 'cursors', `pull-okta-127.0.0.1_${new URL(server.url).port}.json`);

  test('pages by the next link, a limit with its reset, an event twice, an empty page that is asked again; a new process goes on there', async () => {
    let limited = 0;
    const fresh: unknown[] = [];
    await serve((url) => {
      const after = url.searchParams.get('after');
      if (after === null) return page([event('1'), event('2')], 'a');
      if (after === 'a' && limited++ === 0) {
        return { status: 429, headers: { 'x-rate-limit-reset': String(Math.ceil(Date.now() / 1000)) }, body: { errorCode: 'E0000047' } };
      }
      if (after === 'a') return page([event('2'), event('3')], 'b');
      return page(fresh.splice(0), 'b');
    });
    await start({ kind: 'okta', url: server.url });
    await until(() => at.events().length === 3 && existsSync(cursor()) && readFileSync(cursor(), 'utf8').includes('after=b'));
    expect(ids()).toEqual(['1', '2', '3']);
    expect(at.events()[0]).toMatchObject({ 'habitus.source': 'okta', 'source.ip': '203.0.113.9', 'event.outcome': 'success' });
    const [first] = server.asked;
    expect(Object.fromEntries(first?.url.searchParams ?? [])).toEqual({ since: iso(NOW - 2 * DAY), sortOrder: 'ASCENDING', limit: '1000' });
    expect(new Set(server.asked.map(({ authorization }) => authorization))).toEqual(new Set(['SSWS the secret']));
    await pulls[0]?.stop();
    const before = server.asked.length;
    fresh.push(event('4'));
    await start({ kind: 'okta', url: server.url });
    await until(() => at.events().length === 4);
    expect(server.asked[before]?.url.searchParams.get('after')).toBe('b');
  });

  test('a link that expired: asked again from the newest event', async () => {
    let expired = false;
    await serve((url) => {
      if (url.searchParams.get('after') === null) return page([event(expired ? '2' : '1')], 'a');
      if (expired) return page([], 'a');
      expired = true;
      return { status: 400, body: { errorCode: 'E0000031' } };
    });
    await start({ kind: 'okta', url: server.url });
    await until(() => at.events().length === 2);
    expect(server.asked.map(({ url }) => url.searchParams.get('since')).filter((since) => since !== null)).toEqual([iso(NOW - 2 * DAY), iso(NOW - HOUR)]);
  });

  test('a link to another host is not followed: the token would go there', async () => {
    await serve(() => ({ body: [event('1')], headers: { link: '<https://evil.example/api/v1/logs>; rel="next"' } }));
    await start({ kind: 'okta', url: server.url });
    await until(() => pulls[0]?.error !== undefined);
    expect(pulls[0]?.error).toContain('HAB-RECV-009');
    expect(at.events()).toEqual([]);
  });

  test('a refused token is told without it, and asked again later', async () => {
    let good = false;
    await serve(() => (good ? page([event('1')], 'a') : { status: 403, body: { errorSummary: 'no permission' } }));
    await start({ kind: 'okta', url: server.url });
    await until(() => pulls[0]?.error !== undefined);
    expect(pulls[0]?.error).toMatch(/HAB-RECV-009.*403.*no permission/);
    expect(pulls[0]?.error).not.toContain('the secret');
    good = true;
    await until(() => at.events().length > 0);
  });
});

describe('Entra ID', () => {
  const signIn = (id: string, time: number): unknown => ({
    id,
    createdDateTime: iso(time),
    userId: 'u-1',
    userPrincipalName: 'ada@acme.com',
    appDisplayName: 'Office 365',
    ipAddress: '203.0.113.9',
    status: { errorCode: 0 },
    isInteractive: true,
    clientAppUsed: 'Browser',
    conditionalAccessStatus: 'notApplied',
  });
  const range = (url: URL): string[] => (url.searchParams.get('$filter') ?? '').match(/\d{4}-\S+Z/g) ?? [];

  test('windows of a day, pages by nextLink, a limit with Retry-After, a token that ends, late sign-ins of the last two hours', async () => {
    let tokens = 0;
    let limited = 0;
    let late = false;
    await serve((url, request) => {
      if (url.pathname === '/acme/oauth2/v2.0/token') return { body: { access_token: `token-${++tokens}`, expires_in: 3_600 } };
      if (request.headers.authorization === 'Bearer token-1' && range(url)[0] === iso(NOW - DAY)) return { status: 401, body: {} };
      if (url.searchParams.has('$skiptoken')) {
        return limited++ === 0
          ? { status: 429, headers: { 'retry-after': '0' }, body: {} }
          : { body: { value: [signIn('1', NOW - 30 * HOUR), signIn('2', NOW - 29 * HOUR)] } };
      }
      const [from = '', to = ''] = range(url);
      if (from === iso(NOW - 2 * DAY)) {
        return { body: { value: [signIn('1', NOW - 30 * HOUR)], '@odata.nextLink': `${server.url}/v1.0/auditLogs/signIns?$skiptoken=x` } };
      }
      const all = [signIn('3', NOW - HOUR), ...(late ? [signIn('late', NOW - 1.5 * HOUR)] : [])];
      late = true;
      expect([from, to].every((moment) => !Number.isNaN(Date.parse(moment)))).toBe(true);
      return { body: { value: all } };
    });
    await start({ kind: 'entra-id', url: server.url, login: server.url, tenant: 'acme', client: 'c-1', logs: ['signIns'] });
    await until(() => ids().includes('late'));
    expect(ids()).toEqual(['1', '2', '3', 'late']);
    const windows = server.asked.filter(({ url }) => url.searchParams.has('$filter')).map(({ url }) => range(url).join(' '));
    expect([...new Set(windows)]).toEqual([`${iso(NOW - 2 * DAY)} ${iso(NOW - DAY)}`, `${iso(NOW - DAY)} ${iso(NOW)}`, `${iso(NOW - 2 * HOUR)} ${iso(NOW)}`]);
    expect(server.asked[0]?.body).toContain('client_secret=the+secret');
    expect(tokens).toBe(2);
  });
});

describe('Google Workspace', () => {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const activity = (qualifier: string): unknown => ({
    kind: 'admin#reports#activity',
    id: { time: iso(NOW - HOUR), uniqueQualifier: qualifier, applicationName: 'login', customerId: 'C1' },
    actor: { email: 'ada@acme.com', profileId: '1' },
    ipAddress: '203.0.113.9',
    events: [{ type: 'login', name: 'login_success', parameters: [{ name: 'login_type', value: 'google_password' }] }],
  });

  test('a signed assertion for a token, pages by token, a quota told with 403, the same activity on two pages, no items at all', async () => {
    let limited = 0;
    await serve((url, _request, body) => {
      if (url.pathname === '/token') {
        const [head = '', claims = '', signature = ''] = (new URLSearchParams(body).get('assertion') ?? '').split('.');
        expect(
          verify(
            'sha256',
            Buffer.from(`${head}.${claims}`),
            createPublicKey(publicKey.export({ type: 'spki', format: 'pem' })),
            Buffer.from(signature, 'base64url')
          )
        ).toBe(true);
        expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toMatchObject({ sub: 'admin@acme.com', iss: 'habitus@acme.iam' });
        return { body: { access_token: 't', expires_in: 3_600 } };
      }
      if (url.searchParams.get('startTime') === iso(NOW - 2 * DAY)) return { body: { kind: 'admin#reports#activities' } };
      if (url.searchParams.has('pageToken')) {
        if (limited++ === 0) return { status: 403, headers: { 'retry-after': '0' }, body: { error: { errors: [{ reason: 'rateLimitExceeded' }] } } };
        return { body: { items: [activity('2'), activity('3')] } };
      }
      return { body: { items: [activity('1'), activity('2')], nextPageToken: 'p2' } };
    });
    const key = JSON.stringify({
      client_email: 'habitus@acme.iam',
      private_key: privateKey.export({ type: 'pkcs8', format: 'pem' }),
      token_uri: `${server.url}/token`,
    });
    await start({ kind: 'google-workspace', url: server.url, subject: 'admin@acme.com' }, key);
    await until(() => at.events().length >= 3);
    expect(at.events()).toHaveLength(3);
    expect(at.events()[0]).toMatchObject({ 'habitus.source': 'google-workspace', 'event.action': 'login_success' });
    expect(new Set(ids()).size).toBe(3);
  });
});

test('secrets go over TLS only', async () => {
  await serve(() => ({ body: [] }));
  await expect(start({ kind: 'okta', url: 'http://acme.okta.com' })).rejects.toThrow(/HAB-CONF-001: expected an https:/);
});

test('a log without room: the page waits and the cursor does not move', async () => {
  await at.close();
  at = await openIntake(() => NOW, 10);
  await serve(() => ({ body: [{ uuid: '1', published: iso(NOW), eventType: 'user.session.start', actor: { id: 'a' }, outcome: { result: 'SUCCESS' } }] }));
  await start({ kind: 'okta', url: server.url });
  await until(() => server.asked.length > 0);
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(existsSync(join(at.dir, 'cursors'))).toBe(false);
  expect(at.tally.report.received).toBe(0);
});
