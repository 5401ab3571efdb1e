import { Client, credentials, Metadata, status, type ServiceError } from '@grpc/grpc-js';
import { OTLPLogExporter } from '@opentelemetry/exporter-logs-otlp-grpc';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { LoggerProvider, SimpleLogRecordProcessor } from '@opentelemetry/sdk-logs';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DAY } from '../../../pkg/model';
import { openDuckdb } from '../../../pkg/store/duckdb/open';
import type { Store } from '../../../pkg/store/store';
import type { Collector } from '../../collector';
import { createCollector } from '../../create';
import { encodeLogs, text } from '../../testing/otlp-oracle';

const dir = mkdtempSync(join(tmpdir(), 'habitus-grpc-'));
const TOKEN = 'a-long-secret';
let store: Store;
let collector: Collector;
let port: number;
let client: Client;

beforeAll(async () => {
  store = await openDuckdb({ dir: join(dir, 'store'), namespace: 'default', clock: Date.now });
  collector = await createCollector({ store, dir, token: TOKEN });
  port = await collector.listenGrpc({ host: '127.0.0.1', port: 0 });
  client = new Client(`127.0.0.1:${port}`, credentials.createInsecure());
});
afterAll(async () => {
  client.close();
  await collector.stop();
  await collector.stop();
  await store.close();
  rmSync(dir, { recursive: true });
});

const EXPORT = '/opentelemetry.proto.collector.logs.v1.LogsService/Export';
const asIs = (bytes: Buffer): Buffer => bytes;

interface Answered {
  readonly code: status;
  readonly details: string;
  readonly body?: Buffer;
  readonly metadata?: Metadata;
}

async function call(body: Buffer, token = TOKEN, path = EXPORT): Promise<Answered> {
  const metadata = new Metadata();
  metadata.set('authorization', `Bearer ${token}`);
  return await new Promise((resolve) => {
    client.makeUnaryRequest(path, asIs, asIs, body, metadata, (error: ServiceError | null, answer?: Buffer) =>
      resolve(error === null ? { code: status.OK, details: '', ...(answer && { body: answer }) } : error)
    );
  });
}

const signIn = (user: string, at = Date.now()): Record<string, unknown> => ({
  timeUnixNano: `${at}000000`,
  eventName: 'login',
  attributes: [text('user.id', user)],
});
const stored = async (): Promise<number> => {
  await collector.flush();
  return (await store.events.extent()).count;
};

test('what the exporter of OpenTelemetry sends is stored, compressed too', async () => {
  const before = await stored();
  for (const compression of ['none', 'gzip']) {
    const metadata = new Metadata();
    metadata.set('authorization', `Bearer ${TOKEN}`);
    const exporter = new OTLPLogExporter({ url: `http://127.0.0.1:${port}`, metadata, compression: compression as never });
    const provider = new LoggerProvider({
      resource: resourceFromAttributes({ 'service.name': 'portal' }),
      processors: [new SimpleLogRecordProcessor({ exporter })],
    });
    provider.getLogger('test').emit({ eventName: 'login', attributes: { 'user.id': `ada-${compression}`, 'client.address': '10.0.0.9' } });
    await provider.shutdown();
  }
  expect((await stored()) - before).toBe(2);
  const now = Date.now();
  const events = await store.events.find({ from: now - DAY, to: now + DAY, limit: 1, where: { field: 'habitus.entity.actor.user', is: 'ada-gzip' } });
  expect(events).toMatchObject([{ event: { action: 'login', category: ['authentication'] }, source: { ip: '10.0.0.9' }, service: { name: 'portal' } }]);
});

test('a record that was refused is named in partialSuccess, the others are stored', async () => {
  const before = await stored();
  const { code, body } = await call(encodeLogs([signIn('bo'), signIn('cy', Date.UTC(2099, 0, 1)), signIn('dee')]));
  expect(code).toBe(status.OK);
  // partial_success { rejected_log_records: 1, error_message }
  expect([body?.[0], body?.[2], body?.[3]]).toEqual([0x0a, 0x08, 1]);
  expect(body?.toString()).toContain('HAB-PARSE-006');
  expect((await stored()) - before).toBe(2);
  expect((await call(encodeLogs([signIn('eve')]))).body).toEqual(Buffer.alloc(0));
});

test('damage is INVALID_ARGUMENT, kept and counted; a message beyond 16 MiB is refused', async () => {
  const damaged = await call(encodeLogs([signIn('fay')]).subarray(0, 20));
  expect([damaged.code, damaged.details]).toEqual([status.INVALID_ARGUMENT, expect.stringContaining('HAB-RECV-001')]);
  expect(collector.status().deadLettered['HAB-RECV-001']).toBe(1);
  expect((await call(Buffer.alloc(17 * 1024 * 1024))).code).toBe(status.RESOURCE_EXHAUSTED);
});

test('without the token nothing is read; another service is not there', async () => {
  const { code, details } = await call(encodeLogs([signIn('gus')]), 'another');
  expect([code, details]).toEqual([status.UNAUTHENTICATED, expect.stringContaining('HAB-RECV-005')]);
  expect((await call(Buffer.alloc(0), TOKEN, '/opentelemetry.proto.collector.profiles.v1development.ProfilesService/Export')).code).toBe(status.UNIMPLEMENTED);
});

test('sixteen calls that never send their message fill the room: the next is told when to come again, and comes in once one is gone', async () => {
  const metadata = new Metadata();
  metadata.set('authorization', `Bearer ${TOKEN}`);
  const idle = Array.from({ length: 16 }, () => client.makeClientStreamRequest(EXPORT, asIs, asIs, metadata, () => undefined));
  const body = encodeLogs([signIn('hal')]);
  const answers: Answered[] = [];
  for (let tries = 0; tries < 100 && answers.at(-1)?.code !== status.RESOURCE_EXHAUSTED; tries++) answers.push(await call(body));
  expect(answers.at(-1)?.metadata?.get('grpc-status-details-bin').toString()).toContain('google.rpc.RetryInfo');
  idle[0]?.cancel();
  for (let tries = 0; tries < 100 && answers.at(-1)?.code !== status.OK; tries++) answers.push(await call(body));
  expect(answers.at(-1)?.code).toBe(status.OK);
  for (const one of idle) one.cancel();
});

test('a port that is taken, and a receiver outside loopback without a token, are called by name', async () => {
  await expect(collector.listenGrpc({ host: '127.0.0.1', port })).rejects.toThrow(/HAB-RECV-008/);
  const open = await createCollector({ store, dir: join(dir, 'open') });
  await expect(open.listenGrpc({ host: '0.0.0.0', port: 0 })).rejects.toThrow(/HAB-RECV-005/);
  await open.stop();
});
