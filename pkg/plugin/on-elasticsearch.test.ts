import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeOnElasticsearch } from '../store/elasticsearch/testing/describe-on-server';
import { InPlaceOfDuckdb } from '../store/elasticsearch/testing/in-place-of-duckdb';

jest.setTimeout(120_000);

/** What the command line and the backend read of their surroundings; both run in processes of their own. */
const SETTINGS = ['HABITUS_STORE', 'HABITUS_ELASTICSEARCH_URL', 'HABITUS_NAMESPACE'] as const;

describeOnElasticsearch('the built backend on a cluster', 'newest', (server) => {
  const before = SETTINGS.map((name) => [name, process.env[name]] as const);
  const dir = mkdtempSync(join(tmpdir(), 'habitus-backend-cluster-'));
  beforeAll(async () => {
    const stores = new InPlaceOfDuckdb();
    stores.use(server);
    const store = await stores.open({ dir, namespace: 'default', clock: Date.now });
    await store.close();
    Object.assign(process.env, { HABITUS_STORE: 'elasticsearch', HABITUS_ELASTICSEARCH_URL: await server.url(), HABITUS_NAMESPACE: store.namespace });
  });
  afterAll(() => {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
    rmSync(dir, { recursive: true });
  });
  jest.requireActual<object>('./backend.test');
});
