import { DAY, HOUR, type Anomaly } from '../../model';
import { MONDAY } from '../contract/event-lines';
import { detectCapabilities } from './capabilities';
import { connect } from './connection';
import { installTemplates } from './install';
import { openElasticsearch } from './open';
import { describeOnElasticsearch } from './testing/describe-on-server';

jest.setTimeout(120_000);

const RUN = Date.now().toString(36);
const NOTHING = { findings: [], anomalies: [], receipts: [], risk: [] };

describeOnElasticsearch('a namespace that was begun in one index a kind', 'newest', (server) => {
  test('goes on in it: a document is overwritten, not doubled; retention drops by id', async () => {
    const client = connect({ nodes: [await server.url()] });
    await installTemplates(client, await detectCapabilities(client));
    const namespace = `undivided-${RUN}`;
    for (const kind of ['anomalies', 'receipts', 'risk', 'findings', 'observations']) await client.indices.create({ index: `habitus.${kind}-${namespace}` });
    const store = await openElasticsearch({ nodes: [await server.url()], namespace, clock: () => MONDAY });
    const before = MONDAY - 70 * DAY;
    for (const score of [30, 40]) await store.findings.write({ ...NOTHING, anomalies: [anomaly('a', before, score), anomaly('b', MONDAY, score)] });
    const all = async (): Promise<string[]> =>
      (await store.findings.anomalies({ from: 0, to: MONDAY + DAY, limit: 9 })).map(({ id, score }) => `${id} ${score}`);
    expect(await all()).toEqual(['b 40', 'a 40']);
    expect(await client.indices.exists({ index: `habitus.anomalies-${namespace}.*`, allow_no_indices: false })).toBe(false);
    expect((await store.findings.anomalies({ from: 0, to: MONDAY + DAY, limit: 9, cases: ['a'] })).map(({ id }) => id)).toEqual(['a']);
    expect(await store.findings.retain(MONDAY - 30 * DAY)).toBe(1);
    expect(await all()).toEqual(['b 40']);
    await store.close();
    await client.close();
  });
});

function anomaly(id: string, start: number, score: number): Anomaly {
  const about = { run: 'live', entity: { type: 'user', id: 'anna' }, start, end: start + HOUR, since: start, features: [], detectors: [] } as const;
  const arithmetic = {
    observed: 1,
    expected: 0,
    interval: [0, 0],
    minusLog10P: 9,
    score,
    severity: 'high',
    reason: 'rare',
    receipt: id,
    closed: true,
  } as const;
  return { id, ...about, ...arithmetic } as unknown as Anomaly;
}
