import { request, type IncomingHttpHeaders } from 'node:http';
import { type AddressInfo } from 'node:net';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Float64, Table, tableToIPC, vectorFromArray } from 'apache-arrow';
import type { FastifyInstance } from 'fastify';
import type { BackendClient } from '../../pkg/plugin/goplugin/client';
import type { CallResourceRequest, QueryDataRequest } from '../../pkg/plugin/pluginv2/generated/pluginv2';
import type { Backend } from './backend';
import { installedPlugins } from './plugins';
import { createServer } from './server';

const arrow = Buffer.from(tableToIPC(new Table({ value: vectorFromArray([1], new Float64()) }), 'file'));
const NOTHING = { frames: [], error: '', jsonMeta: Buffer.alloc(0), status: 200, errorSource: '' };

interface Answer {
  readonly statusCode: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  json(): Record<string, unknown>;
}

/** A backend that answers query "bad" with an error, and a resource with what it was asked. */
const client: Partial<BackendClient> = {
  queryData: async ({ queries }: QueryDataRequest) => ({
    responses: new Map(
      queries.map(({ refId, queryType }) => [
        refId,
        queryType === 'bad' ? { ...NOTHING, status: 400, error: 'HAB-PLUG-001', errorSource: 'downstream' } : { ...NOTHING, frames: [arrow] },
      ])
    ),
  }),
  callResource: async ({ method, path, url, body, pluginContext }: CallResourceRequest) => ({
    code: 202,
    headers: new Map([['Content-Type', ['application/json']]]),
    body: Buffer.from(JSON.stringify({ method, path, url, body: body.toString(), role: pluginContext?.user?.role })),
  }),
  checkHealth: async () => ({ status: 2, message: 'No data directory', jsonDetails: Buffer.from('{}') }),
};

describe('the stand-in for Grafana', () => {
  const dir = mkdtempSync(join(tmpdir(), 'habitus-preview-'));
  let app: FastifyInstance;

  beforeAll(async () => {
    const info = { version: '1.2.3', logos: { small: 'img/logo.svg', large: 'img/logo.svg' } };
    mkdirSync(join(dir, 'dist', 'datasource'), { recursive: true });
    mkdirSync(join(dir, 'dist', 'cli'), { recursive: true });
    const includes = [{ type: 'datasource', name: 'Source', path: 'datasource/plugin.json' }];
    writeFileSync(join(dir, 'dist', 'plugin.json'), JSON.stringify({ id: 'an-app', type: 'app', name: '</script>', info, includes }));
    writeFileSync(join(dir, 'dist', 'datasource', 'plugin.json'), JSON.stringify({ id: 'a-source', type: 'datasource', name: 'Source', info }));
    writeFileSync(join(dir, 'dist', 'datasource', 'module.js'), 'define([], () => ({}))');
    writeFileSync(join(dir, 'secret.json'), '{}');
    app = await createServer({ backend: { get: () => client } as unknown as Backend, plugins: installedPlugins(join(dir, 'dist')), home: dir });
    await app.listen({ host: '127.0.0.1', port: 0 });
  });
  afterAll(async () => {
    await app.close();
    rmSync(dir, { recursive: true });
  });

  /** Through a socket and not through fetch, which sets the host itself and tidies paths up. */
  const ask = (method: 'GET' | 'POST', path: string, payload?: object, headers: Record<string, string> = {}): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const { port } = app.server.address() as AddressInfo;
      const sent = request(
        { port, host: '127.0.0.1', method, path, headers: { host: '127.0.0.1:3000', 'content-type': 'application/json', ...headers } },
        (got) => {
          let body = '';
          got.on('data', (chunk: Buffer) => (body += chunk.toString()));
          got.on('end', () =>
            resolve({ statusCode: got.statusCode ?? 0, headers: got.headers, body, json: () => JSON.parse(body) as Record<string, unknown> })
          );
        }
      );
      sent.on('error', reject);
      sent.end(payload && JSON.stringify(payload));
    });

  test('a query comes back as frames', async () => {
    const answer = await ask('POST', '/api/ds/query', { queries: [{ refId: 'A', queryType: 'anomalies' }], from: '1', to: '2' });
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toEqual({
      results: { A: { status: 200, frames: [{ schema: { refId: 'A', name: '', fields: [{ name: 'value', type: 'number' }] }, data: { values: [[1]] } }] } },
    });
  });

  test('one wrong query makes the answer a 400 with its message, and the others keep theirs', async () => {
    const queries = [{ refId: 'A' }, { refId: 'B', queryType: 'bad' }];
    const answer = await ask('POST', '/api/ds/query', { queries, from: '1', to: '2' });
    expect(answer.statusCode).toBe(400);
    expect(answer.json()['results']).toMatchObject({ A: { frames: [{}] }, B: { status: 400, error: 'HAB-PLUG-001', frames: [] } });
  });

  test('a resource goes through as it is: method, path, query, body, code, and the role of the cookie only', async () => {
    const url = '/api/datasources/uid/habitus/resources/a/b?x=1&role=Admin';
    const answer = await ask('POST', url, { y: 2 }, { cookie: 'preview_role=Viewer' });
    expect(answer.statusCode).toBe(202);
    expect(answer.json()).toEqual({ method: 'POST', path: 'a/b', url: 'a/b?x=1&role=Admin', body: '{"y":2}', role: 'Viewer' });
  });

  test('health is told as Grafana tells it', async () => {
    const answer = await ask('GET', '/api/datasources/uid/habitus/health');
    expect([answer.statusCode, answer.json()]).toEqual([400, { status: 'ERROR', message: 'No data directory' }]);
  });

  test('every page holds the boot data, safe inside a script, and keeps the choice of theme', async () => {
    const answer = await ask('GET', '/a/an-app/triage?theme=light&role=Viewer');
    expect(answer.body).toContain('"orgRole":"Viewer"');
    expect(answer.body).toContain('\\u003c/script>');
    expect(answer.headers['set-cookie']).toEqual(['preview_theme=light; Path=/; SameSite=Strict', 'preview_role=Viewer; Path=/; SameSite=Strict']);
  });

  test("a plugin's files have its own address, and nothing outside its folder has one", async () => {
    expect((await ask('GET', '/public/plugins/a-source/module.js')).headers['content-type']).toMatch(/javascript/);
    for (const path of ['a-source/../../secret.json', 'a-source/..%2f..%2fsecret.json', 'a-source/none.js', 'unknown/module.js', 'a-source/..%2fcli']) {
      expect((await ask('GET', `/public/plugins/${path}`)).statusCode).toBe(404);
    }
  });

  test('what Grafana has and the preview has not is 404 in words', async () => {
    const answer = await ask('GET', '/api/search');
    expect([answer.statusCode, answer.json()]).toEqual([404, { message: 'The preview has no GET /api/search: it is not Grafana.' }]);
  });

  test.each([{ host: 'evil.example:3000' }, { origin: 'http://evil.example' }, { origin: 'null' }, { host: '127.0.0.1.evil.example' }])(
    'a stranger is refused: %j',
    async (headers: Record<string, string>) => {
      expect((await ask('GET', '/', undefined, headers)).statusCode).toBe(403);
    }
  );

  test('its own pages are not strangers', async () => {
    expect((await ask('GET', '/', undefined, { host: 'localhost:3000', origin: 'http://localhost:3000' })).statusCode).toBe(200);
  });
});
