import { HOUR, type Anomaly } from '../../model';
import { encode } from '../encoding/json';
import { detectCapabilities } from './capabilities';
import { connect } from './connection';
import { installTemplates } from './install';
import { openElasticsearch } from './open';
import { describeOnElasticsearch } from './testing/describe-on-server';

jest.setTimeout(120_000);

const EVER = { from: 0, to: 9 * HOUR };

function anomaly(id: string, within: string, minusLog10P: number): Anomaly {
  return { id, run: 'live', case: within, entity: { type: 'user', id }, start: 0, end: HOUR, minusLog10P, score: Math.min(100, 10 * minusLog10P) } as Anomaly;
}

describeOnElasticsearch('cases', 'newest', (server) => {
  test('of anomalies that an older version wrote, without fields for case and height, are ranked with the others', async () => {
    const nodes = [await server.url()];
    const client = connect({ nodes });
    await installTemplates(client, await detectCapabilities(client));
    const store = await openElasticsearch({ nodes, namespace: `older-${Date.now().toString(36)}`, clock: () => HOUR });
    try {
      await store.findings.write({ findings: [], receipts: [], risk: [], anomalies: [anomaly('c', 'x', 13)] });
      const older = [anomaly('a', 'x', 12), anomaly('b', 'y', 14), anomaly('d', 'z', 2)];
      const documents = older.map((one) => ({ id: one.id, run: one.run, start: one.start, until: one.end, score: one.score, body: encode(one) }));
      const index = `habitus.anomalies-${store.namespace}.1970-01`;
      await client.bulk({ index, refresh: true, operations: documents.flatMap((document) => [{ index: { _id: document.id } }, document]) });
      expect(await store.findings.highestCases({ ...EVER, limit: 9 })).toEqual(['y', 'x', 'z']);
      expect(await store.findings.highestCases({ ...EVER, limit: 1 })).toEqual(['y']);
    } finally {
      await store.close();
      await client.close();
    }
  });
});
