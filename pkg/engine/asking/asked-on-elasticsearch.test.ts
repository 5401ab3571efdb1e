import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HttpService } from '../../detect/external/http-service';
import { DAY } from '../../model';
import { shippedFeatures } from '../../observe';
import { openDuckdb } from '../../store/duckdb/open';
import { detectCapabilities } from '../../store/elasticsearch/capabilities';
import { connect } from '../../store/elasticsearch/connection';
import { installTemplates } from '../../store/elasticsearch/install';
import { openElasticsearch } from '../../store/elasticsearch/open';
import { describeOnElasticsearch } from '../../store/elasticsearch/testing/describe-on-server';
import type { Store } from '../../store/store';
import { createEngine } from '../create';
import { office } from '../testing/office';
import { writtenIn } from '../workers/testing/one-result';
import { ScoringDouble } from './testing/scoring-double';

jest.setTimeout(180_000);

const MONDAY = Date.UTC(2026, 2, 2);
const END = MONDAY + DAY;
const namespace = `asked-${Date.now().toString(36)}`;
const features = shippedFeatures()
  .filter(({ id }) => id === 'logins-succeeded-per-user')
  .map((feature) => ({ ...feature, detectors: [...feature.detectors, 'external'] }));

describeOnElasticsearch('a scoring service asked of a day of an office (seed 5)', 'newest', (server) => {
  const dir = mkdtempSync(join(tmpdir(), 'habitus-asked-both-'));
  const double = new ScoringDouble();
  const stores: Store[] = [];
  afterAll(async () => {
    for (const store of stores) await store.close();
    await double.stop();
    rmSync(dir, { recursive: true });
  });

  test('in a cluster comes to what it comes to embedded, and asks the same', async () => {
    const [url, nodes] = [await double.start(), [await server.url()]];
    const client = connect({ nodes });
    await installTemplates(client, await detectCapabilities(client));
    await client.close();
    const clock = (): number => END;
    const ask = { service: new HttpService({ url }), limits: {}, perHour: 10_000, days: 7 };
    const run = async (store: Store): Promise<{ readonly written: object; readonly asked: number }> => {
      stores.push(store);
      const before = double.asked.length;
      await store.events.append(office(MONDAY, 1, 5).bytes());
      await store.state.put('scoring-service/key', Buffer.alloc(32, 7), undefined);
      await (await createEngine({ store, features, clock, namespace, ask })).backfill({});
      return { written: await writtenIn(store, END), asked: double.asked.length - before };
    };
    const embedded = await run(await openDuckdb({ dir, namespace, clock }));
    const clustered = await run(await openElasticsearch({ nodes, namespace, clock }));
    expect(embedded.asked).toBeGreaterThan(100);
    expect(clustered).toEqual(embedded);
  });
});
