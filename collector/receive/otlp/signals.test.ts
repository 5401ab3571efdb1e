import { Client, credentials } from '@grpc/grpc-js';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { DAY } from '../../../pkg/model';
import { openDuckdb } from '../../../pkg/store/duckdb/open';
import type { Store } from '../../../pkg/store/store';
import type { Collector } from '../../collector';
import { createCollector } from '../../create';
import { encodeMetrics, encodeSpans, text } from '../../testing/otlp-oracle';
import { encodeAnswer } from './answer';

const NOW = Date.UTC(2026, 10, 24, 12);
const dir = mkdtempSync(join(tmpdir(), 'habitus-signals-'));
let store: Store;
let collector: Collector;
let url: string;
let client: Client;
beforeAll(async () => {
  store = await openDuckdb({ dir: join(dir, 'store'), namespace: 'default', clock: () => NOW });
  collector = await createCollector({ store, dir, clock: () => NOW });
  url = await collector.listen({ host: '127.0.0.1', port: 0 });
  client = new Client(`127.0.0.1:${await collector.listenGrpc({ host: '127.0.0.1', port: 0 })}`, credentials.createInsecure());
});
afterAll(async () => {
  client.close();
  await collector.stop();
  await store.close();
  rmSync(dir, { recursive: true });
});

async function post(signal: string, body: string | Uint8Array, headers: Record<string, string> = {}): Promise<{ status: number; body: Buffer }> {
  const type = typeof body === 'string' ? 'application/json' : 'application/x-protobuf';
  const answer = await fetch(`${url}/v1/${signal}`, { method: 'POST', body, headers: { 'content-type': type, ...headers } });
  return { status: answer.status, body: Buffer.from(await answer.arrayBuffer()) };
}
const asIs = (bytes: Buffer): Buffer => bytes;
const call = async (service: string, body: Buffer): Promise<Buffer> =>
  await new Promise((resolve, reject) => {
    client.makeUnaryRequest(`/opentelemetry.proto.collector.${service}/Export`, asIs, asIs, body, (error, answer?: Buffer) => {
      if (error) reject(error);
      else resolve(answer ?? Buffer.alloc(0));
    });
  });
const stored = async (): Promise<number> => {
  await collector.flush();
  return (await store.events.extent()).count;
};

const id = (n: number, bytes: number): string => Buffer.alloc(bytes, n).toString('base64');
const signIn = (n: number, more: Record<string, unknown> = {}): Record<string, unknown> => ({
  traceId: id(n, 16),
  spanId: id(n, 8),
  name: 'login',
  kind: 2,
  startTimeUnixNano: `${NOW}000000`,
  endTimeUnixNano: `${NOW}500000`,
  attributes: [text('user.id', `u${n}`), text('client.address', '10.0.0.9'), text('http.target', '/login?next=1')],
  events: [{ timeUnixNano: `${NOW}000000`, name: 'inside' }],
  status: { code: 2, message: 'bad password' },
  flags: 257,
  ...more,
});
const inside = (n: number): Record<string, unknown> => ({ ...signIn(n), parentSpanId: id(9, 8), kind: 3, attributes: [text('db.system', 'mysql')] });

test('spans of users become events, the inside of programs is dropped and counted', async () => {
  const before = [await stored(), collector.status().received] as const;
  const answer = await post('traces', gzipSync(encodeSpans([signIn(1), inside(2)], [text('service.name', 'portal')])), { 'content-encoding': 'gzip' });
  expect(answer).toEqual({ status: 200, body: Buffer.alloc(0) });
  expect([(await stored()) - before[0], collector.status().received - before[1]]).toEqual([1, 2]);
  expect(collector.status().dropped).toEqual({ 'span-without-user': 1 });
  const [event] = await store.events.find({ from: NOW - DAY, to: NOW + DAY, limit: 1 });
  expect(event).toMatchObject({
    '@timestamp': new Date(NOW).toISOString(),
    event: {
      action: 'login',
      category: ['authentication'],
      type: ['start'],
      outcome: 'failure',
      duration: 500_000,
      id: `${'01'.repeat(16)}-${'01'.repeat(8)}`,
    },
    user: { id: 'u1' },
    source: { ip: '10.0.0.9' },
    service: { name: 'portal' },
    url: { path: '/login', query: 'next=1' },
    error: { message: 'bad password' },
  });
});

test('a span is one event, in whatever request it comes: JSON, protobuf, gRPC', async () => {
  const before = await stored();
  const hex = { ...signIn(3), traceId: '03'.repeat(16), spanId: '03'.repeat(8) };
  const json = JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans: [hex, { ...hex, name: 7, spanId: '', attributes: 5 }] }] }] });
  expect(await post('traces', json)).toEqual({ status: 200, body: Buffer.from('{}') });
  await post('traces', encodeSpans([inside(4), signIn(3)]));
  expect(await call('trace.v1.TraceService', encodeSpans([signIn(3), signIn(5)]))).toEqual(Buffer.alloc(0));
  expect((await stored()) - before).toBe(2);
});

test('a span of another time is refused by name, kept, and told in partialSuccess', async () => {
  const late = signIn(6, { startTimeUnixNano: '1000000000', endTimeUnixNano: '2000000000' });
  const answer = await post('traces', JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans: [late] }] }] }));
  expect(JSON.parse(answer.body.toString())).toMatchObject({
    partialSuccess: { rejectedSpans: '1', errorMessage: expect.stringContaining('HAB-PARSE-006') as string },
  });
  expect(collector.status().deadLettered).toEqual({ 'HAB-PARSE-006': 1 });
});

const METRICS = [
  { name: 'requests', sum: { dataPoints: [{ asInt: '1' }, { asInt: '2' }], aggregationTemporality: 2 } },
  { name: 'latency', histogram: { dataPoints: [{}] } },
  { name: 'load', gauge: { dataPoints: [{}, {}] } },
  { name: 'nothing' },
];

test('data points are no events: counted, and told that they were not taken', async () => {
  const [before, metrics] = [await stored(), () => collector.status().dropped.metric];
  const told = { rejected: 5, message: 'data points hold no event of a user: send logs or traces' };
  expect(await post('metrics', encodeMetrics(METRICS))).toEqual({ status: 200, body: encodeAnswer(told) });
  expect(metrics()).toBe(5);
  expect(await call('metrics.v1.MetricsService', encodeMetrics(METRICS))).toEqual(encodeAnswer(told));
  const json = await post('metrics', JSON.stringify({ resourceMetrics: [{ scopeMetrics: [{ metrics: METRICS }] }] }));
  expect(JSON.parse(json.body.toString())).toEqual({ partialSuccess: { rejectedDataPoints: '5', errorMessage: told.message } });
  expect([metrics(), (await stored()) - before]).toEqual([15, 0]);
  expect(await post('metrics', encodeMetrics([]))).toEqual({ status: 200, body: Buffer.alloc(0) });
});

test.each(['traces', 'metrics'])('damaged %s are refused as a whole, and kept', async (signal) => {
  const before = collector.status().deadLettered['HAB-RECV-001'] ?? 0;
  const whole = signal === 'traces' ? encodeSpans([signIn(7)]) : encodeMetrics(METRICS);
  expect((await post(signal, whole.subarray(0, whole.length - 3))).status).toBe(400);
  expect((await post(signal, '[]')).status).toBe(400);
  expect(collector.status().deadLettered['HAB-RECV-001']).toBe(before + 2);
});

test('the status tells apart what was lost on the way, also in words, and over HTTP', async () => {
  const { deadLettered, late } = collector.status();
  const answer = (await (await fetch(`${url}/status`)).json()) as Record<string, unknown>;
  expect(answer).toMatchObject({ quarantined: deadLettered['HAB-PARSE-006'], unknown: 0, overflowed: 0, late, deadLettered });
  expect(answer.words).toEqual([expect.stringMatching(/^1 quarantined for their clock$/), '4 requests refused, by status: 400']);
});
