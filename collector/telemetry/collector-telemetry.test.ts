import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { openDuckdb } from '../../pkg/store/duckdb/open';
import type { Store } from '../../pkg/store/store';
import { createCollector } from '../create';
import { encodeLogs, text } from '../testing/otlp-oracle';
import { readPrometheus } from './testing/read-prometheus';

interface OtlpSpan {
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly attributes: readonly { readonly key: string; readonly value: Readonly<Record<string, unknown>> }[];
}
interface OtlpMetric {
  readonly name: string;
  readonly unit: string;
  readonly sum?: { readonly isMonotonic?: boolean; readonly dataPoints: readonly { readonly asDouble?: number; readonly asInt?: number }[] };
  readonly histogram?: { readonly dataPoints: readonly { readonly count: number; readonly sum: number }[] };
}

const root = mkdtempSync(join(tmpdir(), 'habitus-telemetry-'));
let endpoint: Server;
let address: string;
let store: Store;
const spans: OtlpSpan[] = [];
let metrics: OtlpMetric[] = [];
const seen: string[] = [];

/** What an OTLP endpoint of others would be sent. */
function listen(): Server {
  return createServer((request, reply) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      const body = Buffer.concat(pieces).toString('utf8');
      seen.push(body);
      const told = JSON.parse(body) as {
        resourceSpans?: { scopeSpans: { spans: OtlpSpan[] }[] }[];
        resourceMetrics?: { scopeMetrics: { metrics: OtlpMetric[] }[] }[];
      };
      for (const { scopeSpans } of told.resourceSpans ?? []) spans.push(...scopeSpans.flatMap((scope) => scope.spans));
      if (told.resourceMetrics) metrics = told.resourceMetrics.flatMap(({ scopeMetrics }) => scopeMetrics.flatMap((scope) => scope.metrics));
      reply.setHeader('content-type', 'application/json').end('{}');
    });
  }).listen(0, '127.0.0.1');
}

beforeAll(async () => {
  endpoint = listen();
  await once(endpoint, 'listening');
  address = `http://127.0.0.1:${(endpoint.address() as AddressInfo).port}`;
  store = await openDuckdb({ dir: join(root, 'store'), namespace: 'default', clock: Date.now });
});
afterAll(async () => {
  endpoint.close();
  await store.close();
  rmSync(root, { recursive: true });
});

async function send(url: string, users: readonly string[]): Promise<void> {
  const records = users.map((user) => ({ timeUnixNano: `${Date.now()}000000`, eventName: 'login', attributes: [text('user.id', user)] }));
  const answer = await fetch(`${url}/v1/logs`, { method: 'POST', body: encodeLogs(records, []), headers: { 'content-type': 'application/x-protobuf' } });
  expect(answer.status).toBe(200);
}

test('GET /metrics is behind the token, and Prometheus can read it', async () => {
  const collector = await createCollector({ store, dir: join(root, 'page'), token: 'secret' });
  const url = await collector.listen({ host: '127.0.0.1', port: 0 });
  try {
    expect((await fetch(`${url}/metrics`)).status).toBe(401);
    const answer = await fetch(`${url}/metrics`, { headers: { authorization: 'Bearer secret' } });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/plain; version=0.0.4; charset=utf-8']);
    const families = readPrometheus(await answer.text());
    expect([...families.keys()]).toEqual(
      expect.arrayContaining(['habitus_collector_received_total', 'habitus_collector_wal_size_bytes', 'process_uptime_seconds'])
    );
  } finally {
    await collector.stop();
  }
});

test('metrics and the way of a batch go to the endpoint that the environment names, and no event with them', async () => {
  const outfile = join(__dirname, '../../node_modules/.cache/habitus/exporting-process.js');
  const entryPoints = [join(__dirname, 'testing/exporting-process.ts')];
  buildSync({ entryPoints, outfile, bundle: true, platform: 'node', target: 'node24', packages: 'external', logLevel: 'error' });
  const env = { ...process.env, OTEL_EXPORTER_OTLP_ENDPOINT: address, OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json', OTEL_TRACES_SAMPLER: 'always_on' };
  const child = fork(outfile, [join(root, 'export')], { env, execArgv: [] });
  const told = async (): Promise<{ address?: string; error?: string }> => ((await once(child, 'message')) as [{ address?: string; error?: string }])[0];
  const { address: url = '' } = await told();
  for (let tries = 0; tries < 3; tries++) await send(url, [`mallory${tries}`, `eve${tries}`]);
  child.send('stop');
  expect(await told()).toEqual({});
  await once(child, 'exit');
  const named = (name: string): OtlpSpan[] => spans.filter((span) => span.name === `habitus.collector.${name}`);
  expect([named('receive').length, named('wal').length]).toEqual([3, 3]);
  for (const wal of named('wal')) {
    expect(named('receive').map(({ spanId }) => spanId)).toContain(wal.parentSpanId);
    expect(wal.attributes).toContainEqual({ key: 'habitus.collector.batch.events', value: { intValue: 2 } });
  }
  expect(named('wal').map(({ spanId }) => spanId)).toContain(named('deliver')[0]?.parentSpanId);
  expect(seen.join('')).not.toMatch(/mallory|eve\d/);
  const metric = (name: string): OtlpMetric | undefined => metrics.find((one) => one.name === name);
  expect(metric('habitus.collector.received')).toMatchObject({ unit: '{record}', sum: { isMonotonic: true, dataPoints: [{ asDouble: 6 }] } });
  expect(metric('habitus.collector.delivered')?.sum?.dataPoints[0]).toMatchObject({ asDouble: 6 });
  expect(metric('habitus.collector.batch.size')?.histogram?.dataPoints[0]).toMatchObject({ count: 3, sum: 6 });
});

test('it does not export to itself, and says so', async () => {
  const env: Record<string, string> = {};
  const collector = await createCollector({ store, dir: join(root, 'itself'), env });
  const url = await collector.listen({ host: '127.0.0.1', port: 0 });
  env['OTEL_EXPORTER_OTLP_ENDPOINT'] = url.replace('127.0.0.1', 'localhost');
  await collector.receive();
  expect(collector.status().telemetryError).toMatch(/^telemetry is not exported: http:.* is this collector itself$/);
  await collector.stop();
});
