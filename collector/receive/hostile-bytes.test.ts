import { createSocket } from 'node:dgram';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect as connectHttp2 } from 'node:http2';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect as connectTls } from 'node:tls';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { seededRandom } from '../../pkg/maths';
import { openDuckdb } from '../../pkg/store/duckdb/open';
import type { Store } from '../../pkg/store/store';
import type { Collector } from '../collector';
import { readCollectorConfig } from '../config/read';
import { createCollector } from '../create';
import { makeCertificate } from '../testing/certificate';
import { until } from '../testing/open-intake';
import { encodeLogs, text } from '../testing/otlp-oracle';

/** What comes to every port that is not what the port is for: bytes of no form, good requests that were damaged, shapes that are dear to read. */

const SEED = 20_261_125;
const NOW = Date.UTC(2026, 10, 24, 12);
const TIME = '2026-11-24T11:59:00Z';
const random = seededRandom(SEED);
const below = (n: number): number => Math.floor(random() * n);
const junk = (length: number): Buffer => Buffer.from(Array.from({ length }, () => below(256)));

const dir = mkdtempSync(join(tmpdir(), 'habitus-hostile-'));
let store: Store;
let collector: Collector;
let url: string;
const ports = { grpc: 0, tcp: 0, tls: 0 };

beforeAll(async () => {
  const { cert, key } = makeCertificate('localhost');
  writeFileSync(join(dir, 'server.pem'), cert);
  writeFileSync(join(dir, 'server.key'), key);
  [ports.tcp, ports.tls] = [await freePort(), await freePort()];
  const syslog = [
    `{ transport: tcp, port: ${ports.tcp} }`,
    `{ transport: udp, port: ${ports.tcp} }`,
    `{ transport: tls, port: ${ports.tls}, cert: server.pem, key: server.key }`,
  ];
  writeFileSync(join(dir, 'collector.yaml'), `syslog: [${syslog.join(', ')}]\nfaro: { origins: ['*'] }\n`);
  store = await openDuckdb({ dir: join(dir, 'store'), namespace: 'default', clock: () => NOW });
  collector = await createCollector({ store, dir, clock: () => NOW, config: readCollectorConfig(join(dir, 'collector.yaml')), env: {} });
  url = await collector.listen({ host: '127.0.0.1', port: 0 });
  ports.grpc = await collector.listenGrpc({ host: '127.0.0.1', port: 0 });
  await collector.receive();
});
afterAll(async () => {
  await collector.stop();
  await store.close();
  rmSync(dir, { recursive: true });
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

let good = 0;
/** After each attack: the same process takes what is good, and what it took, dropped and refused is all that it received. */
afterEach(async () => {
  const user = `good-${good++}`;
  const body = encodeLogs([{ timeUnixNano: `${NOW}000000`, eventName: 'login', attributes: [text('user.id', user)] }]);
  expect(await post('/v1/logs', body, { 'content-type': 'application/x-protobuf' })).toBe(200);
  await collector.flush();
  const { received, accepted, duplicates, dropped, deadLettered } = collector.status();
  const sum = (counts: Readonly<Record<string, number>>): number => Object.values(counts).reduce((total, one) => total + one, 0);
  expect(received).toBe(accepted + duplicates + sum(dropped) + sum(deadLettered));
  const users = await store.events.find({ from: 0, to: NOW + 1, limit: 100_000 });
  expect(JSON.stringify(users)).toContain(user);
});

async function post(path: string, body: Uint8Array | string, headers: Record<string, string>): Promise<number> {
  const answer = await fetch(url + path, { method: 'POST', body, headers: { origin: 'https://app.example', ...headers } });
  await answer.arrayBuffer();
  return answer.status;
}

const BODIES: Readonly<Record<string, readonly [type: string, body: Buffer]>> = {
  '/v1/logs': ['application/x-protobuf', encodeLogs([{ timeUnixNano: `${NOW}000000`, attributes: [text('user.id', 'ada')] }])],
  '/v1/traces': ['application/json', Buffer.from('{"resourceSpans":[{"scopeSpans":[{"spans":[{"name":"GET /","kind":2,"attributes":[]}]}]}]}')],
  '/v1/metrics': ['application/json', Buffer.from('{"resourceMetrics":[{"scopeMetrics":[{"metrics":[{"sum":{"dataPoints":[{}]}}]}]}]}')],
  '/v1/sources/ecs': ['application/json', Buffer.from(`{"@timestamp":"${TIME}","user":{"name":"ada"},"source":{"ip":"10.1.2.3"}}`)],
  '/v1/sources/okta': ['application/json', Buffer.from(`{"uuid":"o-1","published":"${TIME}","eventType":"user.session.start","actor":{"id":"ada"}}`)],
  '/v1/sources/web-access': ['text/plain', Buffer.from('10.0.0.9 - ada [24/Nov/2026:11:59:00 +0000] "GET /a HTTP/1.1" 200 5 "-" "curl/8"')],
  '/v1/faro': ['application/json', Buffer.from(`{"meta":{"user":{"id":"ada"}},"events":[{"name":"opened","timestamp":"${TIME}"}]}`)],
};
const PATHS = Object.entries(BODIES);

/** Some bytes others, perhaps cut, perhaps with invalid UTF-8 in it. */
function damaged(body: Buffer): Buffer {
  const copy = Buffer.from(body);
  for (let changes = 1 + below(6); changes > 0; changes--) copy[below(copy.length)] = random() < 0.3 ? 0xff : below(256);
  return random() < 0.3 ? copy.subarray(0, below(copy.length)) : copy;
}

const ANSWERS = [200, 202, 400, 413, 415];

test.each(PATHS)('%s: bytes of no form, and damaged requests, plain and compressed', async (path, [type, body]) => {
  for (let round = 0; round < 25; round++) {
    const sent = round % 2 === 0 ? junk(1 + below(2_000)) : damaged(body);
    const encoding = ['identity', 'gzip', 'zstd', 'br'][round % 4] ?? '';
    const packed =
      encoding === 'gzip' && round % 3 > 0 ? damaged(gzipSync(sent)) : encoding === 'zstd' && round % 3 > 0 ? damaged(zstdCompressSync(sent)) : sent;
    expect(ANSWERS).toContain(await post(path, packed, { 'content-type': type, 'content-encoding': encoding }));
  }
});

const BOMBS = { gzip: gzipSync(Buffer.alloc(70 * 1024 * 1024)), zstd: zstdCompressSync(Buffer.alloc(70 * 1024 * 1024)) };

const PACKED = PATHS.filter(([path]) => ['/v1/logs', '/v1/sources/ecs', '/v1/faro'].includes(path));

test.each(PACKED.flatMap(([path, [type]]) => (['gzip', 'zstd'] as const).map((encoding) => [encoding, path, type] as const)))(
  'a bomb of %s at %s',
  async (encoding, path, type) => {
    expect(await post(path, BOMBS[encoding], { 'content-type': type, 'content-encoding': encoding })).toBe(413);
  }
);

const MANY = `{"@timestamp":"${TIME}",${Array.from({ length: 100_000 }, (_, i) => `"k${i}":${i}`).join(',')}}`;
const DEEP = `{"@timestamp":"${TIME}","a":${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}}`;

test.each([
  ['a hundred thousand fields', MANY],
  ['documents nested 100,000 deep', DEEP],
  ['lists nested 100,000 deep', `${'['.repeat(100_000)}${']'.repeat(100_000)}`],
  ['a text without an end', `{"@timestamp":"${'\\'.repeat(99_999)}`],
  ['numbers beyond every limit', `{"@timestamp":1e999,"a":${'9'.repeat(10_000)}}`],
  ['zeros', '\0'.repeat(100_000)],
  ['ten thousand documents of nothing', '{}'.repeat(10_000)],
])('JSON of %s', async (_what, body) => {
  for (const path of ['/v1/logs', '/v1/traces', '/v1/sources/ecs', '/v1/sources/okta', '/v1/faro']) {
    expect(ANSWERS).toContain(await post(path, body, { 'content-type': 'application/json' }));
  }
});

test.each([
  ['a zero byte', '%00'],
  ['no UTF-8', '%ff'],
  ['a way up', '..%2f..%2fetc'],
  ['what every object has', '__proto__'],
  ['5,000 letters', 'a'.repeat(5_000)],
])('a source called by %s is none', async (_what, name) => {
  expect([400, 404, 414]).toContain(await post(`/v1/sources/${name}`, '{}', { 'content-type': 'application/json' }));
});

/** Writes it and waits until the other side has ended, or has read all. */
async function writes(socket: Socket, sent: Buffer): Promise<void> {
  await new Promise<void>((resolve) =>
    socket
      .once('close', () => resolve())
      .on('error', () => undefined)
      .resume()
      .end(sent, () => socket.destroySoon())
  );
}

const FRAMES = ['999999999 <13>', '0 ', '5 abc', '99999999999999999999 x', '-5 x', '<999>', '<>1 ', `<13>1 ${'- '.repeat(500)}`, '\n'.repeat(5_000)].map(
  (one) => Buffer.from(one)
);

test('bytes of no form at every port, and syslog whose frames lie', async () => {
  const http = Number(new URL(url).port);
  for (let round = 0; round < 20; round++) {
    for (const port of [http, ports.grpc, ports.tcp, ports.tls]) await writes(connect(port, '127.0.0.1'), junk(1 + below(1_500)));
  }
  for (const frame of [...FRAMES, junk(300_000), Buffer.concat([Buffer.from('<13>'), Buffer.alloc(300_000, 0x80)])]) {
    await writes(connect(ports.tcp, '127.0.0.1'), frame);
    await writes(connectTls({ host: '127.0.0.1', port: ports.tls, rejectUnauthorized: false }), frame);
  }
  const before = collector.status().received;
  const datagrams = createSocket('udp4');
  for (let round = 0; round < 200; round++) {
    const sent = FRAMES[round] ?? junk(1 + below(1_500));
    await new Promise<void>((resolve) => datagrams.send(sent.subarray(0, 1_500), ports.tcp, '127.0.0.1', () => resolve()));
  }
  datagrams.close();
  await until(() => collector.status().received > before);
  expect(collector.status().unknown).toBeGreaterThan(0);
});

/** A call by hand: what gRPC's own clients would not send. @returns the status of gRPC, `''` when the connection was ended */
async function grpc(message: Buffer, path: string, encoding: string): Promise<string> {
  const session = connectHttp2(`http://127.0.0.1:${ports.grpc}`).on('error', () => undefined);
  try {
    return await new Promise<string>((resolve) => {
      const headers = { ':method': 'POST', ':path': path, 'content-type': 'application/grpc', te: 'trailers', 'grpc-encoding': encoding };
      let status = '';
      const call = session.request(headers).on('error', () => undefined);
      const told = (answer: Readonly<Record<string, unknown>>): void => void (status ||= String(answer['grpc-status'] ?? ''));
      call
        .on('response', told)
        .on('trailers', told)
        .once('close', () => resolve(status))
        .resume()
        .end(message);
    });
  } finally {
    session.destroy();
  }
}

const framed = (message: Buffer, compressed: number, length = message.length): Buffer => {
  const head = Buffer.alloc(5);
  head[0] = compressed;
  head.writeUInt32BE(length, 1);
  return Buffer.concat([head, message]);
};

test('gRPC: messages of no form, that lie of their length or encoding, bombs, services that there are not', async () => {
  const [, body] = BODIES['/v1/logs'] ?? ['', Buffer.alloc(0)];
  const service = '/opentelemetry.proto.collector.logs.v1.LogsService/Export';
  for (let round = 0; round < 15; round++) {
    expect(await grpc(framed(round % 2 === 0 ? junk(400) : damaged(body), round % 3 === 0 ? 1 : 0), service, round % 3 === 0 ? 'gzip' : 'identity')).not.toBe(
      '2'
    );
  }
  expect(await grpc(framed(Buffer.alloc(10), 0, 0xffff_ffff), service, 'identity')).toBe('8');
  expect(await grpc(framed(BOMBS.gzip, 1), service, 'gzip')).toBe('8');
  expect(await grpc(framed(body, 0), '/x/y', 'identity')).toBe('12');
});
