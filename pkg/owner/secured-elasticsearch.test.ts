import { createHash, X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { makeCertificate, type Certificate } from '../../collector/testing/certificate';
import { DAY } from '../model';
import { bytes, line, MONDAY } from '../store/contract/event-lines';
import { detectCapabilities } from '../store/elasticsearch/capabilities';
import { connect, type ConnectionOptions } from '../store/elasticsearch/connection';
import { installTemplates } from '../store/elasticsearch/install';
import { openElasticsearch } from '../store/elasticsearch/open';
import { describeOnElasticsearch } from '../store/elasticsearch/testing/describe-on-server';
import { ClusterProxy } from '../store/elasticsearch/testing/proxy';

jest.setTimeout(120_000);

const RUN = Date.now().toString(36);
const SECRET = 'c2VjcmV0LWlkOnNlY3JldC1rZXk=';
const WAYS: readonly (readonly [string, Partial<ConnectionOptions>, string])[] = [
  ['an API key', { apiKey: SECRET }, `ApiKey ${SECRET}`],
  ['a service token', { serviceToken: SECRET }, `Bearer ${SECRET}`],
  ['user and password', { username: 'habitus', password: SECRET }, `Basic ${Buffer.from(`habitus:${SECRET}`).toString('base64')}`],
];

/** The bare server knows neither TLS nor users: a proxy before it does, as a load balancer with security would. */
describeOnElasticsearch('a cluster with TLS and security', 'newest', (server) => {
  const dir = mkdtempSync(join(tmpdir(), 'habitus-secured-'));
  let authority: Certificate;
  let proxy: ClusterProxy;
  let accepted = '';
  beforeAll(async () => {
    const url = await server.url();
    const direct = connect({ nodes: [url] });
    await installTemplates(direct, await detectCapabilities(direct));
    await direct.close();
    authority = makeCertificate('localhost');
    writeFileSync(join(dir, 'ca.pem'), authority.cert);
    proxy = await new ClusterProxy(() => url, { tls: authority, accepts: () => [accepted] }).listen();
  });
  afterAll(async () => {
    await proxy.close();
    rmSync(dir, { recursive: true, force: true });
  });
  const fingerprint = (): string => new X509Certificate(authority.cert).fingerprint256;

  test.each(WAYS)('%s over TLS, the CA known by its fingerprint or by its file: events go in and come out', async (what, credentials, header) => {
    accepted = header;
    proxy.asked.length = 0;
    for (const [form, trust] of [['print', { caFingerprint: fingerprint() }] as const, ['file', { caFile: join(dir, 'ca.pem') }] as const]) {
      const namespace = `${createHash('sha1').update(what).digest('hex').slice(0, 6)}-${form}-${RUN}`;
      const store = await openElasticsearch({ nodes: [proxy.url], namespace, clock: Date.now, ...credentials, ...trust });
      expect(await store.events.append(bytes([line(MONDAY, 1)]))).toMatchObject({ stored: 1 });
      expect(await store.events.find({ from: MONDAY, to: MONDAY + DAY, limit: 5 })).toHaveLength(1);
      expect(await store.health()).toMatchObject({ ok: true });
      await store.close();
    }
    expect(proxy.asked.every(({ authorization }) => authorization === header)).toBe(true);
  });

  test.each([
    ['another fingerprint', { caFingerprint: Array(32).fill('AA').join(':') }],
    ['no word of the CA', {}],
  ])('%s: no request is made, and the reason is told', async (_what, trust) => {
    proxy.asked.length = 0;
    const open = openElasticsearch({ nodes: [proxy.url], namespace: 'x', clock: Date.now, apiKey: SECRET, ...trust });
    await expect(open).rejects.toThrow(/HAB-STORE-003.*(fingerprint|self-signed|certificate)/i);
    expect(proxy.asked).toEqual([]);
  });

  test.each(WAYS)('%s is in no error, no health, no log and no inspection of the store, whatever happens', async (_what, credentials, header) => {
    accepted = header;
    const seen: string[] = [];
    const say = (...what: unknown[]): void => void seen.push(...what.map((each) => (each instanceof Error ? everything(each) : String(each))));
    const spies = (['log', 'warn', 'error', 'info', 'debug'] as const).map((name) => jest.spyOn(console, name).mockImplementation(say));
    const out = [process.stdout, process.stderr].map((stream) => jest.spyOn(stream, 'write').mockImplementation((chunk) => void say(chunk) === undefined));
    try {
      const store = await openElasticsearch({
        nodes: [proxy.url],
        namespace: `leak-${RUN}`,
        clock: Date.now,
        caFingerprint: fingerprint(),
        pace: { patience: 0 },
        timeout: 300,
        ...credentials,
      });
      for (const fault of [{ answer: 429, type: 'busy' }, { answer: 403, type: 'security_exception' }, { cut: 'request' }, { delay: 500 }] as const) {
        proxy.fault = () => fault;
        await store.events.append(bytes([line(MONDAY, 1)])).catch(say);
        await store.events.find({ from: MONDAY, to: MONDAY + DAY, limit: 1 }).catch(say);
        say((await store.health()).detail);
      }
      proxy.fault = undefined;
      accepted = 'nobody';
      await store.records.list('x').catch(say);
      say(JSON.stringify(store.health), inspect(await store.health()));
      await store.close();
    } finally {
      proxy.fault = undefined;
      for (const spy of [...spies, ...out]) spy.mockRestore();
    }
    expect(seen.length).toBeGreaterThan(8);
    const all = seen.join('\n');
    for (const secret of [SECRET, header, Buffer.from(`habitus:${SECRET}`).toString('base64')]) expect(all).not.toContain(secret);
  });
});

/** As a careless logger writes an error: its causes, the members of each, their stacks. */
function everything(error: Error): string {
  return `${inspect(error, { depth: 12, showHidden: true })} ${error.stack ?? ''} ${JSON.stringify(error)}`;
}

test('a Cloud id names the address; nodes are taken as configured and never sniffed', async () => {
  const id = `prod:${Buffer.from('eu.example.com$abc123$kibana').toString('base64')}`;
  const cloud = connect({ nodes: [], cloudId: id, apiKey: SECRET });
  expect([...cloud.connectionPool.connections].map(({ url }) => url.href)).toEqual(['https://abc123.eu.example.com/']);
  const several = connect({ nodes: ['http://a:9200', 'http://b:9200'] });
  expect(several.connectionPool.connections.map(({ url }) => url.host)).toEqual(['a:9200', 'b:9200']);
  await Promise.all([cloud.close(), several.close()]);
});

test('of two nodes one is away: the other is asked', async () => {
  const alive = await new ClusterProxy(() => 'http://127.0.0.1:9').listen();
  alive.fault = () => ({ answer: 401, type: 'security_exception' });
  const client = connect({ nodes: ['http://127.0.0.1:9', alive.url] });
  for (let n = 0; n < 4; n++) await client.cluster.health().catch(() => undefined);
  expect(alive.asked.length).toBeGreaterThanOrEqual(4);
  expect(alive.asked.some(({ path }) => path.startsWith('/_nodes'))).toBe(false);
  await Promise.all([client.close(), alive.close()]);
});
