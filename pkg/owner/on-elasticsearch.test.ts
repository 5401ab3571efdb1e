import { createReadStream, createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { writeDemo } from '../demo';
import { DAY, type Anomaly, type Receipt, type Risk } from '../model';
import { detectCapabilities } from '../store/elasticsearch/capabilities';
import { connect } from '../store/elasticsearch/connection';
import { installTemplates } from '../store/elasticsearch/install';
import { describeOnElasticsearch } from '../store/elasticsearch/testing/describe-on-server';
import type { Habitus } from './habitus';
import { openHabitus } from './open';
import type { StoreChoice } from './store-choice';

jest.setTimeout(600_000);

const SEED = 1;
const END = Date.UTC(2026, 5, 1);

/** All that is seen of one store after the same days. */
interface Seen {
  readonly imported: unknown;
  readonly anomalies: readonly Anomaly[];
  readonly receipts: readonly (Receipt | undefined)[];
  readonly risk: readonly Risk[];
  readonly rollUps: readonly unknown[];
  readonly scores: readonly unknown[];
  readonly verified: readonly unknown[];
  readonly explained: unknown;
  readonly extent: unknown;
}

describeOnElasticsearch(`the demo's first days on both stores (seed ${SEED})`, 'newest', (server) => {
  const dir = mkdtempSync(join(tmpdir(), 'habitus-both-'));
  let files: readonly string[];
  beforeAll(async () => {
    const client = connect({ nodes: [await server.url()] });
    await installTemplates(client, await detectCapabilities(client));
    await client.close();
    const demo = await writeDemo({ seed: SEED, end: END, dir: join(dir, 'demo') });
    files = await Promise.all(demo.files.map((file) => firstDays(file, demo.from + 3 * DAY)));
  });
  afterAll(() => rmSync(dir, { recursive: true, force: true }));

  test('gives the same anomalies, scores and receipts, and each verifies', async () => {
    const choice = { elasticsearch: { nodes: [await server.url()] } };
    // Ids are made of the namespace too.
    const namespace = `days-${Date.now().toString(36)}`;
    const embedded = await days('embedded', namespace);
    const inCluster = await days('cluster', namespace, choice);
    expect(embedded.anomalies.length).toBeGreaterThan(5);
    expect(inCluster.verified.every((result) => (result as { same: boolean }).same)).toBe(true);
    for (const part of Object.keys(embedded) as (keyof Seen)[]) expect([part, inCluster[part]]).toEqual([part, embedded[part]]);
  });

  /** Opens a data directory, imports, learns, closes; and asks of what was stored with a second owner. */
  async function days(name: string, namespace: string, store?: StoreChoice): Promise<Seen> {
    const open = (): Promise<Habitus> => openHabitus({ dataDir: join(dir, name), namespace, store, clock: () => END });
    const first = await open();
    const { seconds: _, ...imported } = await first.collector.import(files, { source: 'ecs' });
    await first.engine.backfill({});
    await first.close();
    const second = await open();
    try {
      return { imported, ...(await seen(second)) };
    } finally {
      await second.close();
    }
  }
});

async function seen({ store, engine }: Habitus): Promise<Omit<Seen, 'imported'>> {
  const span = { from: 0, to: END, limit: 100_000 };
  const anomalies = await store.findings.anomalies(span);
  const receipts = await Promise.all(anomalies.map(({ receipt }) => store.findings.receipt(receipt)));
  return {
    anomalies,
    receipts,
    risk: await store.findings.risk(span),
    rollUps: await all(store.observations.read(span)),
    scores: await all(engine.scores({ detector: 'combined' })),
    verified: await all(engine.verify('all')),
    explained: await engine.explain(anomalies[0]!.id),
    extent: await store.events.extent(),
  };
}

async function all<T>(from: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const one of from) list.push(one);
  return list;
}

/** The lines of a log before a moment. Its lines are in order of time. */
async function firstDays(file: string, until: number): Promise<string> {
  const path = `${file}.days.ndjson`;
  const out = createWriteStream(path);
  for await (const line of createInterface({ input: createReadStream(file) })) {
    const at = /"@timestamp":"([^"]+)"/.exec(line)?.[1] ?? '';
    if (Date.parse(at) >= until) break;
    out.write(`${line}\n`);
  }
  out.end();
  await once(out, 'close');
  return path;
}
