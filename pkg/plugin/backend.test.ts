import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OTLPLogExporter } from '@opentelemetry/exporter-logs-otlp-grpc';
import { LoggerProvider, SimpleLogRecordProcessor } from '@opentelemetry/sdk-logs';
import { tableFromIPC } from 'apache-arrow';
import { startBackend, type BackendClient } from './goplugin/client';
import { CallResourceRequest, CheckHealthRequest, PluginContext, QueryDataRequest, type DataResponse } from './pluginv2/generated/pluginv2';

const ROOT = join(__dirname, '../..');
const EXECUTABLE = join(ROOT, 'dist/datasource/gpx_habitus_ueba_linux_amd64');
const CLI = join(ROOT, 'dist/cli/habitus.js');
const NODE = join(ROOT, 'node_modules/.bin/node');
const built = existsSync(EXECUTABLE) && existsSync(CLI) ? describe : describe.skip;

const START = Date.UTC(2026, 5, 1);
const HOUR = 3_600_000;

const USERS = ['ada', ...Array.from({ length: 19 }, (_, index) => `u${index}`)];

/** Three weeks of twenty people, and 40 failures of one in an hour. */
function log(): string {
  const lines: string[] = [];
  const add = (at: number, user: string, outcome: string): void =>
    void lines.push(
      JSON.stringify({
        '@timestamp': new Date(at).toISOString(),
        event: { id: `t-${lines.length}`, category: ['authentication'], outcome, dataset: 'test' },
        user: { name: user },
        source: { ip: '10.0.0.1' },
      })
    );
  for (let hour = 0; hour < 21 * 24; hour++) {
    for (const [index, user] of USERS.entries()) {
      if (hour % 24 > 8 && hour % 24 < 17) add(START + hour * HOUR + 60_000, user, 'success');
      if (hour % 37 === index) add(START + hour * HOUR + 30_000, user, 'failure');
    }
  }
  for (let left = 40; left > 0; left--) add(START + 20 * 24 * HOUR + 3 * HOUR + left * 1_000, 'ada', 'failure');
  return lines.join('\n');
}

/** Which store, where a suite around this one says so. Jest's own copy of the environment: no child inherits it. */
function settings(): Record<string, string> {
  return Object.fromEntries(Object.entries(process.env).flatMap(([name, value = '']) => (name.startsWith('HABITUS_') ? [[name, value]] : [])));
}

built('the built backend, started as Grafana starts it', () => {
  const dir = mkdtempSync(join(tmpdir(), 'habitus-backend-'));
  const dataDir = join(dir, 'data');
  let backend: BackendClient;
  const context = (role: string): PluginContext =>
    PluginContext.fromPartial({
      orgId: 1,
      pluginId: 'habitus-ueba-datasource',
      user: { login: 'someone', role },
      dataSourceInstanceSettings: { uid: 'habitus', jsonData: Buffer.from(JSON.stringify({ namespace: settings()['HABITUS_NAMESPACE'] })) },
    });

  beforeAll(async () => {
    writeFileSync(join(dir, 'log.ndjson'), log());
    for (const args of [['import', join(dir, 'log.ndjson')], ['backfill']]) {
      execFileSync(NODE, [CLI, ...args, '--data-dir', dataDir], { stdio: 'ignore', env: process.env });
    }
    backend = await startBackend({ executable: EXECUTABLE, env: { ...settings(), GF_PLUGIN_DATA_DIR: dataDir, HABITUS_OTLP_PORT: '0' } });
  });
  afterAll(async () => {
    await backend.stop();
    rmSync(dir, { recursive: true });
  });

  const ask = async (json: Record<string, unknown>, role = 'Viewer'): Promise<DataResponse | undefined> => {
    const query = {
      refId: 'A',
      maxDataPoints: 1_000,
      timeRange: { fromEpochMS: START, toEpochMS: START + 30 * 24 * HOUR },
      json: Buffer.from(JSON.stringify(json)),
      queryType: String(json.queryType),
    };
    return (await backend.queryData(QueryDataRequest.fromPartial({ pluginContext: context(role), queries: [query] }))).responses.get('A');
  };
  const resource = async (method: string, path: string, role: string, body?: unknown): Promise<{ code: number; body: unknown }> => {
    const answer = await backend.callResource(
      CallResourceRequest.fromPartial({
        pluginContext: context(role),
        method,
        path: path.split('?')[0] ?? '',
        url: path,
        body: Buffer.from(body === undefined ? '' : JSON.stringify(body)),
      })
    );
    return { code: answer.code, body: JSON.parse(answer.body.toString()) };
  };
  const anomalyId = async (): Promise<string> => {
    const frame = (await ask({ queryType: 'anomalies' }))?.frames[0];
    return String(
      tableFromIPC(frame ?? [])
        .getChild('id')
        ?.get(0)
    );
  };

  test('shakes hands before anything heavy, and is healthy', async () => {
    expect(backend.handshakeMillis).toBeLessThan(2_000);
    const health = await backend.checkHealth(CheckHealthRequest.fromPartial({ pluginContext: context('Viewer') }));
    expect(health).toMatchObject({ status: 1 });
    expect(health.message).toMatch(/\d+ events, scored up to 2026-06-21/);
  });

  test("receives over gRPC what OpenTelemetry's exporter sends, beside HTTP", async () => {
    const health = async (): Promise<string> => (await backend.checkHealth(CheckHealthRequest.fromPartial({ pluginContext: context('Viewer') }))).message;
    const ports = /OTLP\/HTTP on port (\d+) and gRPC on port (\d+)/.exec(await health());
    const exporter = new OTLPLogExporter({ url: `http://127.0.0.1:${ports?.[2]}` });
    const provider = new LoggerProvider({ processors: [new SimpleLogRecordProcessor({ exporter })] });
    const [before] = (await health()).split(' ');
    provider.getLogger('test').emit({ eventName: 'login', attributes: { 'user.id': 'over-grpc' } });
    await provider.shutdown();
    for (const end = Date.now() + 10_000; (await health()).startsWith(`${before} `) && Date.now() < end;) await new Promise((wait) => setTimeout(wait, 100));
    expect(await health()).toMatch(new RegExp(`^${Number(before) + 1} events`));
  });

  test('anomalies come as a table, the attack first', async () => {
    const answer = await ask({ queryType: 'anomalies' });
    expect(answer).toMatchObject({ status: 200, error: '' });
    const table = tableFromIPC(answer?.frames[0] ?? []);
    expect(table.schema.fields.map(({ name }) => name)).toEqual(
      'time entity entityType reason score severity odds observed expected technique hours until leadStart feature id closed also criticality'.split(' ')
    );
    expect([table.getChild('entity')?.get(0), table.getChild('observed')?.get(0)]).toEqual(['ada', 40]);
  });

  test('a baseline comes as series with the entity in their labels', async () => {
    const answer = await ask({ queryType: 'baseline', entity: 'user:ada', feature: 'logins-failed-per-user', withAnomalies: true });
    const frames = answer?.frames.map((frame) => tableFromIPC(frame)) ?? [];
    expect(frames.map((frame) => frame.schema.metadata.get('name'))).toEqual(['observed', 'expected', 'lower', 'upper', 'anomalies']);
    expect(JSON.parse(frames[0]?.schema.fields[1]?.metadata.get('labels') ?? '{}')).toMatchObject({
      entity: 'ada',
      entityType: 'user',
      feature: 'logins-failed-per-user',
    });
  });

  test('a wrong query is answered for its refId, with what was expected', async () => {
    expect(await ask({ queryType: 'everything' })).toMatchObject({ status: 400, frames: [], error: expect.stringMatching(/HAB-PLUG-001: expected/) as string });
  });

  test('the detail of an anomaly holds its receipt, its arithmetic and its events', async () => {
    const { code, body } = await resource('GET', `anomalies/${await anomalyId()}`, 'Viewer');
    expect(code).toBe(200);
    expect(body).toMatchObject({
      eventCount: 40,
      anomaly: { entity: { id: 'ada' } },
      explanation: { sentence: expect.stringContaining('40 failed sign-ins') as string },
    });
  });

  test('a receipt is verified while the reader waits; an unknown one is 404', async () => {
    const id = await anomalyId();
    expect(await resource('GET', `anomalies/${id}/verify`, 'Viewer')).toEqual({ code: 200, body: { id, same: true, from: 'events', differences: [] } });
    expect((await resource('GET', 'anomalies/none/verify', 'Viewer')).code).toBe(404);
  });

  test('a Viewer may read and not judge; an Editor may', async () => {
    const verdict = { anomaly: await anomalyId(), verdict: 'threat' };
    expect(await resource('POST', 'verdicts', 'Viewer', verdict)).toMatchObject({ code: 403, body: { code: 'HAB-PLUG-002' } });
    expect(await resource('POST', 'verdicts', 'Editor', { ...verdict, verdict: 'maybe' })).toMatchObject({ code: 400 });
    expect(await resource('POST', 'verdicts', 'Editor', verdict)).toEqual({ code: 200, body: { ok: true } });
    expect((await resource('GET', `anomalies/${verdict.anomaly}`, 'Viewer')).body).toMatchObject({ verdict: { verdict: 'threat', by: 'someone' } });
  });

  test.each(['trust', 'features', 'entities?search=ad', 'sparklines?ids=none'])('%s answers', async (path) => {
    expect((await resource('GET', path, 'Viewer')).code).toBe(200);
  });

  test('unknown paths are 404, metrics are Prometheus text', async () => {
    expect((await resource('GET', 'nothing', 'Viewer')).code).toBe(404);
    expect((await backend.collectMetrics()).metrics?.prometheus.toString()).toMatch(/^habitus_events \d+$/m);
  });

  test('the command line goes through the backend while it owns the data, and gives the same', () => {
    const lines = execFileSync(NODE, [CLI, 'anomalies', '--json', '--data-dir', dataDir], { encoding: 'utf8', env: process.env }).trim().split('\n');
    expect(JSON.parse(lines[0] ?? '{}')).toMatchObject({ entity: { type: 'user', id: 'ada' }, observed: 40 });
  });
});
