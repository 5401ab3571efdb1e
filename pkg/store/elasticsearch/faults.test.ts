import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DAY, MINUTE } from '../../model';
import { bytes, line, MONDAY } from '../contract/event-lines';
import { collect } from '../contract/places';
import type { Store } from '../store';
import { detectCapabilities } from './capabilities';
import { connect } from './connection';
import { installTemplates } from './install';
import { openElasticsearch } from './open';
import { describeWithOwnServer } from './testing/describe-on-server';
import { startServer, type Server } from './testing/start-server';

jest.setTimeout(240_000);

const QUERY = {
  namespace: 'faults',
  entity: { type: 'user', role: 'actor' },
  where: { all: [] },
  measure: { kind: 'count' },
  width: DAY,
  from: MONDAY,
  to: MONDAY + DAY,
} as const;

describeWithOwnServer('faults of the cluster', (runnable) => {
  const dir = mkdtempSync(join(tmpdir(), 'habitus-elasticsearch-'));
  let server: Server;
  let client: ReturnType<typeof connect>;
  const start = async (port = 0): Promise<void> => {
    server = await startServer(runnable, { dataDir: join(dir, 'data'), port });
  };
  const open = (namespace: string): Promise<Store> => openElasticsearch({ nodes: [server.url], namespace, clock: Date.now, timeout: 10_000 });
  beforeAll(async () => {
    await start();
    client = connect({ nodes: [server.url] });
    await installTemplates(client, await detectCapabilities(client));
  });
  afterAll(async () => {
    await client.close();
    await server.stop();
    rmSync(dir, { recursive: true, force: true });
  });

  const total = async (store: Store): Promise<number> =>
    (await collect(store.events.count(QUERY))).reduce((sum, found) => sum + (found.kind === 'count' ? found.value : NaN), 0);

  test('kill -9 while three writers append: nothing acknowledged is missing, nothing is there twice', async () => {
    const store = await open('killed');
    const [each, batches] = [250, 24];
    let [acknowledged, stored] = [0, 0];
    const write = async (writer: number): Promise<void> => {
      for (let batch = 0; batch < batches; batch++) {
        const first = (writer * batches + batch) * each;
        const lines = Array.from({ length: each }, (_, i) => line(MONDAY + first + i, first + i));
        const done = await store.events.append(bytes(lines));
        expect(done.refused).toEqual([]);
        acknowledged += each;
        stored += done.stored;
      }
    };
    const writing = Promise.all([0, 1, 2].map(write));
    while (acknowledged < 2_000) await sleep(5);
    const port = Number(new URL(server.url).port);
    await server.kill();
    const before = acknowledged;
    expect(await store.health()).toMatchObject({ ok: false, detail: expect.stringMatching(/^HAB-STORE-003/) as unknown });
    await start(port);
    await writing;
    expect(before).toBeLessThan(3 * batches * each);
    expect(acknowledged).toBe(3 * batches * each);
    expect(await total(store)).toBe(acknowledged);
    expect(stored).toBe(acknowledged);
    expect(await store.health()).toMatchObject({ ok: true });
    await store.close();
  });

  test('a disk beyond its flood stage: the batch waits, health names it, and both go on once there is room', async () => {
    const store = await open('full');
    await store.events.append(bytes([line(MONDAY, 1)]));
    const block = (on: boolean | null) =>
      client.indices.putSettings({ index: 'logs-habitus.events-full', settings: { 'index.blocks.read_only_allow_delete': on } });
    await block(true);
    const waiting = store.events.append(bytes([line(MONDAY, 1), line(MONDAY, 2)]));
    expect(await Promise.race([waiting.then(() => 'taken'), sleep(1_500).then(() => 'waits')])).toBe('waits');
    expect(await store.health()).toMatchObject({ ok: false, detail: expect.stringMatching(/takes nothing for habitus\.events-full-000001/) as unknown });
    await block(null);
    expect(await waiting).toEqual({ stored: 1, duplicates: 1, refused: [] });
    expect(await store.health()).toMatchObject({ ok: true });
    await store.close();
  });

  test('an index that somebody deletes is made again, with its mapping', async () => {
    const store = await open('lost');
    await store.events.append(bytes([line(MONDAY, 1)]));
    await client.indices.delete({ index: 'habitus.events-lost-000001' });
    expect(await store.events.append(bytes([line(MONDAY, 2)]))).toEqual({ stored: 1, duplicates: 0, refused: [] });
    expect(await total(store)).toBe(1);
    const [index] = Object.values(await client.indices.getMapping({ index: 'logs-habitus.events-lost' }));
    expect(index?.mappings.dynamic).toBe('false');
    await store.close();
  });

  test('five writers of the same events, while the index rolls over under them, store each once', async () => {
    const stores = await Promise.all(Array.from({ length: 5 }, () => open('rolled')));
    await stores[0]!.events.append(bytes([line(MONDAY, 1_000_000)]));
    const lines = Array.from({ length: 2_000 }, (_, i) => line(MONDAY + i, i));
    let rolling = true;
    const rollOver = (async () => {
      for (let turn = 0; turn < 6 && rolling; turn++) {
        await client.indices.rollover({ alias: 'logs-habitus.events-rolled' });
        await sleep(50);
      }
    })();
    await Promise.all(
      stores.map(async ({ events }) => {
        for (let from = 0; from < lines.length; from += 200) await events.append(bytes(lines.slice(from, from + 200)));
      })
    );
    rolling = false;
    await rollOver;
    const [store] = stores;
    expect(await total(store!)).toBe(2_001);
    for (const each of stores) await each.close();
  });

  test('a compare-and-set of five processes at once has one winner, in state and in records', async () => {
    const stores = await Promise.all(Array.from({ length: 5 }, () => open('leases')));
    for (let version: number | undefined, round = 0; round < 5; round++) {
      const leases = await Promise.all(stores.map(({ state }, i) => state.put('lease', Uint8Array.of(i), version)));
      const cursors = await Promise.all(stores.map(({ records }, i) => records.put('cursor', 'x', i, version)));
      expect([leases, cursors].map((all) => all.filter((each) => each !== undefined))).toEqual([[round + 1], [round + 1]]);
      version = round + 1;
    }
    for (const each of stores) await each.close();
  });

  test('a block of state larger than a request is written in parts, and the parts of the one before go', async () => {
    const store = await open('large');
    const block = Uint8Array.from({ length: 9 * 1024 * 1024 }, (_, i) => (i * 2_654_435_761) >>> (i % 23));
    expect(await store.state.put('track', block, undefined)).toBe(1);
    expect(await store.state.put('track', block.subarray(1), 1)).toBe(2);
    expect(await store.state.put('track', block, 1)).toBeUndefined();
    const found = await store.state.get('track');
    expect(Buffer.compare(Buffer.from(found!.bytes), Buffer.from(block.subarray(1)))).toBe(0);
    expect(await store.state.keys('')).toEqual(['track']);
    await client.indices.refresh({ index: 'habitus.state-large' });
    const { count: documents } = await client.count({ index: 'habitus.state-large' });
    expect(documents).toBeGreaterThan(2);
    await store.state.delete('track');
    await client.indices.refresh({ index: 'habitus.state-large' });
    expect((await client.count({ index: 'habitus.state-large' })).count).toBe(0);
    await store.close();
  });

  test('a cluster that does not answer is said at opening', async () => {
    const nowhere = openElasticsearch({ nodes: ['http://127.0.0.1:9'], namespace: 'x', clock: () => MONDAY, timeout: MINUTE });
    await expect(nowhere).rejects.toThrow(/HAB-STORE-003: expected Elasticsearch to answer/);
  });
});
