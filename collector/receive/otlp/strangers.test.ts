import { Client, credentials, status } from '@grpc/grpc-js';
import { createHmac } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDuckdb } from '../../../pkg/store/duckdb/open';
import type { Store } from '../../../pkg/store/store';
import type { Collector } from '../../collector';
import { collectorSchema } from '../../config/schema';
import { createCollector, type CollectorOptions } from '../../create';
import { makeCertificate, type Certificate } from '../../testing/certificate';
import { encodeLogs, text } from '../../testing/otlp-oracle';

const NOW = Date.UTC(2026, 10, 24, 12);
const TOKEN = 'a-long-secret';
const dir = mkdtempSync(join(tmpdir(), 'habitus-strangers-'));
const authority = makeCertificate('Habitus tests');
const server = makeCertificate('localhost', authority);
const sender = makeCertificate('sender', authority);
const stranger = makeCertificate('stranger');
const path = (name: string): string => join(dir, name);
const files = { cert: path('server.pem'), key: path('server.key'), clientCa: path('ca.pem') };

let store: Store;
let opened: Collector[] = [];
beforeAll(async () => {
  writeFileSync(files.cert, server.cert);
  writeFileSync(files.key, server.key);
  writeFileSync(files.clientCa, authority.cert);
  store = await openDuckdb({ dir: path('store'), namespace: 'default', clock: () => NOW });
});
afterEach(async () => {
  for (const collector of opened) await collector.stop();
  opened = [];
});
afterAll(async () => {
  await store.close();
  rmSync(dir, { recursive: true });
});

async function open(options: Partial<CollectorOptions>): Promise<Collector> {
  const collector = await createCollector({ store, dir: path(`collector-${opened.length}`), clock: () => NOW, ...options });
  opened.push(collector);
  return collector;
}

const LOGS = encodeLogs([{ timeUnixNano: `${NOW}000000`, eventName: 'login', attributes: [text('user.id', 'ada')] }]);

/** The status of an answer over HTTPS; 0 when the connection failed. */
async function post(url: string, body: Buffer, own: Certificate | undefined, headers: Record<string, string> = {}): Promise<number> {
  const { port, pathname } = new URL(url);
  return await new Promise((resolve) => {
    const options = { port, path: pathname, method: 'POST', servername: 'localhost', ca: authority.cert, agent: false, headers, ...own };
    const asked = request(options, (answer) => answer.resume().on('end', () => resolve(answer.statusCode ?? 0)));
    asked.on('error', () => resolve(0)).end(body);
  });
}
const protobuf = (token?: string): Record<string, string> => ({
  'content-type': 'application/x-protobuf',
  ...(token !== undefined && { authorization: `Bearer ${token}` }),
});

test('over HTTP only who shows a certificate of the authority is heard, and only with the token where one is set', async () => {
  const open1 = await open({ tls: files });
  const url = `${await open1.listen({ host: '127.0.0.1', port: 0 })}/v1/logs`;
  expect(url).toMatch(/^https:/);
  expect(await post(url, LOGS, sender, protobuf())).toBe(200);
  expect(await post(url, LOGS, undefined, protobuf())).toBe(401);
  expect(await post(url, LOGS, stranger, protobuf())).toBe(401);
  expect(await post(url.replace('/v1/logs', '/metrics'), LOGS, undefined)).toBe(401);
  const both = await open({ tls: files, token: TOKEN });
  const second = `${await both.listen({ host: '127.0.0.1', port: 0 })}/v1/logs`;
  expect(await post(second, LOGS, sender, protobuf())).toBe(401);
  expect(await post(second, LOGS, undefined, protobuf(TOKEN))).toBe(401);
  expect(await post(second, LOGS, sender, protobuf(TOKEN))).toBe(200);
});

test('a vendor that signs needs no certificate; a source without a webhook of its own does', async () => {
  const config = collectorSchema.parse({ webhooks: [{ source: 'ecs', path: 'signed', check: 'keycloak', secret: { env: 'S' } }] });
  const url = await (await open({ tls: files, config, env: { S: 'shared' } })).listen({ host: '127.0.0.1', port: 0 });
  const body = Buffer.from(`{"@timestamp":"${new Date(NOW).toISOString()}","event":{"action":"x"}}`);
  const signature = createHmac('sha256', 'shared').update(body).digest('hex');
  expect(await post(`${url}/v1/sources/signed`, body, undefined, { 'x-keycloak-signature': signature })).toBe(200);
  expect(await post(`${url}/v1/sources/signed`, body, sender)).toBe(401);
  expect(await post(`${url}/v1/sources/ecs`, body, undefined)).toBe(401);
  expect(await post(`${url}/v1/sources/ecs`, body, sender)).toBe(200);
});

test('over gRPC the same, before a call is read', async () => {
  const port = await (await open({ tls: files })).listenGrpc({ host: '127.0.0.1', port: 0 });
  const call = async (own: Certificate | undefined): Promise<status> => {
    const client = new Client(`localhost:${port}`, credentials.createSsl(authority.cert, own?.key ?? null, own?.cert ?? null));
    const asIs = (bytes: Buffer): Buffer => bytes;
    return await new Promise((resolve) => {
      client.makeUnaryRequest('/opentelemetry.proto.collector.logs.v1.LogsService/Export', asIs, asIs, LOGS, (error) => {
        client.close();
        resolve(error?.code ?? status.OK);
      });
    });
  };
  expect([await call(sender), await call(undefined), await call(stranger)]).toEqual([status.OK, status.UNAVAILABLE, status.UNAVAILABLE]);
});

test('outside loopback a token or an authority is demanded; encryption alone does not say who sends', async () => {
  const everywhere = { host: '0.0.0.0', port: 0 };
  for (const options of [{}, { tls: { cert: files.cert, key: files.key } }]) {
    const collector = await open(options);
    await expect(collector.listen(everywhere)).rejects.toThrow(/HAB-RECV-005/);
    await expect(collector.listenGrpc(everywhere)).rejects.toThrow(/HAB-RECV-005/);
  }
  for (const options of [{ token: TOKEN }, { tls: files }]) {
    const collector = await open(options);
    expect(await collector.listenGrpc(everywhere)).toBeGreaterThan(0);
    expect(await collector.listen(everywhere)).toMatch(/:\d+$/);
  }
});

test.each([
  ['a file that is not there', { ...files, cert: path('none.pem') }, /HAB-CONF-001.*ENOENT/],
  ['a key of another certificate', { ...files, key: path('other.key') }, /HAB-CONF-001.*key/],
  ['no PEM', { ...files, clientCa: path('no.pem') }, /HAB-CONF-001/],
])('%s is refused before anything is opened, and no key is shown', async (_what, tls, expected) => {
  writeFileSync(path('other.key'), stranger.key);
  writeFileSync(path('no.pem'), 'no certificate');
  const refused = await open({ tls }).catch((error: unknown) => String(error));
  expect(refused).toMatch(expected);
  expect(refused).not.toContain(stranger.key.toString().split('\n')[1]);
});
