import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HOUR, MINUTE } from '../../model';
import { shippedFeatures } from '../../observe';
import { openDuckdb } from '../../store/duckdb/open';
import type { Store } from '../../store/store';
import { createEngine } from '../create';
import { office, SignIns } from '../testing/office';
import { bundleBytes, bundleFrom } from './bundle';
import { SharedLearner } from './shared-learner';

const MONDAY = Date.UTC(2026, 2, 2);
const NOON = MONDAY + 12 * HOUR;
const NAMES = ['logins-failed-per-user', 'logins-succeeded-per-user', 'networks-per-user'];
const features = shippedFeatures().filter(({ id }) => NAMES.includes(id));
const TIMING = { beat: 500, ttl: 10_000, look: 50, busy: 5, tick: 3_600_000 };
const burst = (from: number, many: number, first: number): Buffer => {
  const signIns = new SignIns(first);
  for (let n = 0; n < many; n++) for (const person of ['p3', 'p20', 'p31']) signIns.add(from + n * 1_000, person, 'failure', '203.0.113.0/24');
  return signIns.bytes();
};

const dir = mkdtempSync(join(tmpdir(), 'habitus-open-round-'));
let now = NOON + 10 * MINUTE;
const opened: Store[] = [];
async function storeOf(name: string): Promise<Store> {
  const store = await openDuckdb({ dir: join(dir, name), namespace: 'default', clock: () => now });
  opened.push(store);
  await store.events.append(office(MONDAY, 1, 11).bytes());
  return store;
}
afterAll(async () => {
  for (const store of opened) await store.close();
  rmSync(dir, { recursive: true });
});

/** The same store, which tells each count over hours that fill. */
function watched(store: Store, counts: string[]): Store {
  const count: Store['events']['count'] = (query) => {
    if (query.from >= NOON && query.where !== undefined && JSON.stringify(query.where).includes('authentication')) counts.push(JSON.stringify(query));
    return store.events.count(query);
  };
  const events = new Proxy(store.events, { get: (target, key) => (key === 'count' ? count : bound(target, key)) });
  return new Proxy(store, { get: (target, key) => (key === 'events' ? events : bound(target, key)) });
}

function bound(target: object, key: string | symbol): unknown {
  const value: unknown = Reflect.get(target, key);
  return typeof value === 'function' ? (value.bind(target) as unknown) : value;
}

async function opens(store: Store): Promise<object[]> {
  const anomalies = await store.findings.anomalies({ from: NOON, to: NOON + HOUR, limit: 100 });
  return anomalies.map(({ id, score, observed }) => ({ id, score, observed })).sort((a, b) => a.id.localeCompare(b.id));
}

test('of three engines one counts a feature in a turn, all score their part of it, and it comes to what one engine finds (seed 11)', async () => {
  const [alone, shared] = [await storeOf('alone'), await storeOf('shared')];
  const counts: string[] = [];
  const store = watched(shared, counts);
  const engine = await createEngine({ store: alone, features, clock: () => now, namespace: 'default' });
  const learners = [1, 2, 3].map(() => new SharedLearner({ store, features, clock: () => now, namespace: 'default' }, TIMING));
  try {
    await engine.backfill({ until: NOON });
    await learners[0]!.backfill({ until: NOON });
    for (const learner of learners) learner.start(() => NOON);
    await until(async () => (await learners[0]!.status()).workers?.every(({ groups }, _, all) => all.length === 3 && groups >= 4) ?? false);
    await learners[0]!.tick();
    counts.length = 0;
    let first = 1_000_000;
    for (const turn of [1, 2, 3]) {
      const lines = burst(NOON + turn * MINUTE, 30, (first += 1_000));
      // One that was killed at it: what it had begun is counted by another, once.
      if (turn === 2) await begunByNobody(shared);
      await alone.events.append(lines);
      await shared.events.append(lines);
      await learners[turn - 1]!.tick();
      await engine.tick();
      await until(async () => JSON.stringify(await opens(shared)) === JSON.stringify(await opens(alone)));
      expect(counts).toHaveLength(turn * features.length);
      now += MINUTE;
    }
    expect((await opens(shared)).length).toBe(3);
  } finally {
    await engine.stop();
    for (const learner of learners) await learner.stop();
  }
});

async function begunByNobody({ state }: Store): Promise<void> {
  const turn = bundleFrom<{ readonly number: number }>((await state.get('open-turn/0'))!.bytes);
  const [{ id, version } = { id: '', version: 0 }] = features;
  expect(await state.put(`open-count/0/${turn.number + 1}/${id}@${version}`, bundleBytes({ by: 'nobody' }), undefined)).toBe(1);
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 20_000;
  while (!(await isSo())) {
    if (Date.now() > deadline) throw new Error('expected it within 20 s');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
