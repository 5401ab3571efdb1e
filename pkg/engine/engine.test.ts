import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seededRandom } from '../maths';
import { DAY, HOUR } from '../model';
import { shippedFeatures } from '../observe';
import { openDuckdb } from '../store/duckdb/open';
import type { Store } from '../store/store';
import { createEngine } from './create';
import type { Engine, ScoreRow } from './engine';
import { office } from './testing/office';

const MONDAY = Date.UTC(2026, 2, 2);
const DAYS = 24;
const END = MONDAY + DAYS * DAY;
const BURST = MONDAY + 20 * DAY + 3 * HOUR;
const features = shippedFeatures().filter(({ id }) => ['logins-failed-per-user', 'logins-succeeded-per-user', 'networks-per-user'].includes(id));

/** One of them is attacked in the night of the 21st day (seed 5). */
function lines(): Buffer {
  const random = seededRandom(6);
  const signIns = office(MONDAY, DAYS, 5);
  for (let left = 60; left > 0; left--) signIns.add(BURST + random() * HOUR, 'p7', 'failure', '203.0.113.0/24');
  return signIns.bytes();
}

const dir = mkdtempSync(join(tmpdir(), 'habitus-engine-'));
const stores: Store[] = [];
async function learnt(name: string, stops: readonly number[]): Promise<{ store: Store; engine: Engine }> {
  const store = await openDuckdb({ dir: join(dir, name), namespace: 'default', clock: () => END });
  stores.push(store);
  await store.events.append(lines());
  let engine = await createEngine({ store, features, clock: () => END, namespace: 'default' });
  for (const until of stops) {
    await engine.backfill({ until });
    await engine.stop();
    engine = await createEngine({ store, features, clock: () => END, namespace: 'default' });
  }
  await engine.backfill({});
  return { store, engine };
}

let whole: { store: Store; engine: Engine };
beforeAll(async () => {
  whole = await learnt('whole', []);
});
afterAll(async () => {
  for (const store of stores) await store.close();
  rmSync(dir, { recursive: true });
});

async function all<T>(from: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const one of from) list.push(one);
  return list;
}

test('the attack ranks first, with its arithmetic in words', async () => {
  const [first] = await whole.engine.ranking({ from: 0, to: END, limit: 5 });
  expect(first?.lead).toMatchObject({ entity: { type: 'user', id: 'p7' }, start: BURST, observed: 60, closed: true });
  const { sentence, arithmetic, odds } = await whole.engine.explain(first?.lead.id ?? '');
  expect(sentence).toMatch(/^60 failed sign-ins; .* to be expected/);
  expect(odds).toMatch(/^(once|rarer than once) in [\d,]+ such hours$/);
  expect(arithmetic.map(({ label }) => label)).toEqual(
    expect.arrayContaining(['Observed', 'Expected', 'p after equalising', 'Score, 10 for each power of ten'])
  );
});

test('every anomaly verifies to the last digit, and one whose events were changed does not', async () => {
  const results = await all(whole.engine.verify('all'));
  expect(results.length).toBeGreaterThan(0);
  expect(results.filter(({ same }) => !same)).toEqual([]);
  const [first] = await whole.engine.ranking({ from: 0, to: END, limit: 1 });
  const more = JSON.stringify({
    '@timestamp': new Date(BURST + 1).toISOString(),
    'habitus.id': `${Math.floor(BURST / HOUR)
      .toString(16)
      .padStart(6, '0')}${'f'.repeat(20)}`,
    'event.category': ['authentication'],
    'event.outcome': 'failure',
    'habitus.entity.actor.user': 'p7',
  });
  const changed = await learnt('changed', []);
  await changed.store.events.append(Buffer.from(`${more}\n`));
  const [tampered] = await all(changed.engine.verify([first?.lead.id ?? '']));
  expect(tampered).toMatchObject({ same: false, differences: expect.arrayContaining([expect.objectContaining({ stored: 60, recomputed: 61 })]) as unknown });
});

test('stopped twice and taken up again by another engine, the result is the same', async () => {
  const stopped = await learnt('stopped', [MONDAY + 5 * DAY + 7 * HOUR, MONDAY + 20 * DAY]);
  const query = { from: 0, to: END, limit: 10_000 };
  expect(await stopped.store.findings.anomalies(query)).toEqual(await whole.store.findings.anomalies(query));
  expect(await all(stopped.store.observations.read(query))).toEqual(await all(whole.store.observations.read(query)));
});

test('scores replays what was scored: the combined rows of anomalies are those of the anomalies', async () => {
  const rows = new Map<string, ScoreRow>();
  for await (const row of whole.engine.scores({ detector: 'combined' })) rows.set(`${row.entity.id} ${row.start}`, row);
  const anomalies = await whole.store.findings.anomalies({ from: 0, to: END, limit: 10_000 });
  expect(anomalies.length).toBeGreaterThan(0);
  for (const { entity, start, minusLog10P } of anomalies) expect(rows.get(`${entity.id} ${new Date(start).toISOString()}`)?.minusLog10P).toBe(minusLog10P);
});

test('a detector that the feature does not name can be asked for', async () => {
  const rows = await all(whole.engine.scores({ detector: 'zscore', feature: 'logins-failed-per-user', entity: { type: 'user', id: 'p7' } }));
  expect(rows.find(({ start }) => start === new Date(BURST).toISOString())).toMatchObject({ detector: 'zscore', observed: 60 });
});

test('the baseline draws observed and expected, and a second backfill learns nothing twice', async () => {
  const points = await whole.engine.baseline({
    entity: { type: 'user', id: 'p7' },
    feature: 'logins-failed-per-user',
    from: BURST - DAY,
    to: BURST + 6 * HOUR,
  });
  expect(points.find(({ at }) => at === BURST)).toMatchObject({ observed: 60 });
  expect(points.find(({ at }) => at === BURST)?.expected).toBeLessThan(1);
  expect(points).toHaveLength(30);
  expect(await whole.engine.backfill({})).toMatchObject({ buckets: 0, anomalies: 0 });
});

test('an import that reaches back into what was learnt is learnt with all the rest, once, as if it had been there from the start', async () => {
  const store = await openDuckdb({ dir: join(dir, 'overlap'), namespace: 'default', clock: () => END });
  stores.push(store);
  const all = lines().toString().trimEnd().split('\n');
  const half = (parity: number): Buffer => Buffer.from(`${all.filter((_, at) => at % 2 === parity).join('\n')}\n`);
  const engine = await createEngine({ store, features, clock: () => END, namespace: 'default' });
  await store.events.append(half(0));
  await engine.backfill({});
  await store.events.append(half(1));
  await engine.imported(MONDAY);
  expect((await engine.backfill({})).buckets).toBeGreaterThan((DAYS - 1) * 24);
  const query = { from: 0, to: END, limit: 10_000 };
  expect(await store.findings.anomalies(query)).toEqual(await whole.store.findings.anomalies(query));
  expect((await engine.backfill({})).buckets).toBe(0);
});
