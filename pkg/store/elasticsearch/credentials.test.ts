import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from './connection';
import { missingPrivileges, roleFor } from './privileges';
import { openElasticsearch } from './open';

/** Answers as a cluster with security does: the test server has none. */
let cluster: Server;
let url: string;
const asked: { readonly path: string; readonly authorization: string | undefined }[] = [];
let answer: { readonly status: number; readonly body: object };

beforeAll(async () => {
  cluster = createServer((request, response) => {
    asked.push({ path: request.url ?? '', authorization: request.headers.authorization });
    response.writeHead(answer.status, { 'content-type': 'application/vnd.elasticsearch+json;compatible-with=8', 'x-elastic-product': 'Elasticsearch' });
    response.end(JSON.stringify(answer.body));
  });
  await new Promise<void>((resolve) => cluster.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(cluster.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((resolve) => cluster.close(resolve)));
beforeEach(() => {
  asked.length = 0;
});

const SECRET = 'a-very-secret-one';

test.each([
  ['an API key', { apiKey: SECRET }, `ApiKey ${SECRET}`],
  ['a service token', { serviceToken: SECRET }, `Bearer ${SECRET}`],
  ['a user', { username: 'habitus', password: SECRET }, `Basic ${Buffer.from(`habitus:${SECRET}`).toString('base64')}`],
])('%s that the cluster refuses is an error of the catalogue, asked once, without the secret', async (_what, credentials, header) => {
  answer = { status: 401, body: { error: { type: 'security_exception', reason: 'unable to authenticate' }, status: 401 } };
  const refused = await openElasticsearch({ nodes: [url], namespace: 'x', clock: Date.now, ...credentials }).catch((error: unknown) => error as Error);
  expect((refused as Error).message).toMatch(/^HAB-STORE-006.*got HTTP 401 security_exception: unable to authenticate/);
  expect(JSON.stringify(refused) + String((refused as Error).stack)).not.toContain(SECRET);
  expect(asked.map(({ authorization }) => authorization)).toEqual([header]);
});

test('a key in a file: replaced there, it is used from the next request on; without the file nothing is asked', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'habitus-key-'));
  const apiKeyFile = join(dir, 'key');
  try {
    expect(() => connect({ nodes: [url], apiKeyFile })).toThrow(/HAB-CLI-002/);
    writeFileSync(apiKeyFile, 'first\n');
    answer = { status: 200, body: { status: 'green' } };
    const client = connect({ nodes: [url], apiKeyFile });
    await client.cluster.health();
    writeFileSync(apiKeyFile, 'second-key\n');
    await client.cluster.health();
    writeFileSync(apiKeyFile, '');
    await expect(client.cluster.health()).rejects.toThrow(/HAB-CLI-002.*which is empty/);
    expect(asked.map(({ authorization }) => authorization)).toEqual(['ApiKey first', 'ApiKey second-key']);
    await client.close();
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
});

test('what is missing of the role is named, one by one', async () => {
  answer = {
    status: 200,
    body: {
      has_all_requested: false,
      cluster: { monitor: false },
      index: { 'logs-habitus.events-shop': { read: true, write: false, manage: false }, 'habitus.*-shop': { read: true, write: true, manage: true } },
      application: {},
      username: 'habitus',
    },
  };
  const client = connect({ nodes: [url], apiKey: SECRET });
  expect(await missingPrivileges(client, roleFor('run', 'shop'))).toEqual({
    cluster: ['monitor'],
    indices: ['write on logs-habitus.events-shop', 'manage on logs-habitus.events-shop'],
  });
  expect(asked[0]?.path).toBe('/_security/user/_has_privileges');
  await client.close();
});
