import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seededRandom } from '../../maths';
import { DAY, HOUR } from '../../model';
import { shippedFeatures } from '../../observe';
import { openDuckdb } from '../../store/duckdb/open';
import type { Store } from '../../store/store';
import { createEngine } from '../create';
import type { Epoch } from '../shared-epoch';
import { office } from '../testing/office';
import { SharedLearner } from './shared-learner';
import { writtenIn } from './testing/one-result';

const MONDAY = Date.UTC(2026, 2, 2);
const DAYS = 4;
const END = MONDAY + DAYS * DAY;
const features = shippedFeatures().filter(({ id }) =>
  ['logins-failed-per-user', 'logins-succeeded-per-user', 'networks-per-user', 'users-tried-per-address'].includes(id)
);
/** One free day, the third. */
const CALENDARS = [{ zones: [], days: [MONDAY / DAY + 2] }];
const TIMING = { beat: 500, ttl: 10_000, look: 50, busy: 5, tick: 100 };

/** An office; one night a spray from one address (seed 5). */
function lines(): Buffer {
  const signIns = office(MONDAY, DAYS, 5);
  const [random, night] = [seededRandom(6), MONDAY + 2 * DAY + 3 * HOUR];
  for (let n = 0; n < 120; n++) signIns.add(night + random() * HOUR, `p${n % 40}`, 'failure', '203.0.113.0/24', '203.0.113.9');
  return signIns.bytes();
}

const dir = mkdtempSync(join(tmpdir(), 'habitus-workers-'));
const stores: Store[] = [];
async function storeOf(name: string): Promise<Store> {
  const store = await openDuckdb({ dir: join(dir, name), namespace: 'default', clock: () => END });
  stores.push(store);
  await store.events.append(lines());
  return store;
}
/** @param memory bytes for what is learnt */
function learner(store: Store, memory?: number): SharedLearner {
  return new SharedLearner({ store, features, clock: () => END, namespace: 'default', calendars: CALENDARS, ...(memory !== undefined && { memory }) }, TIMING);
}

let alone: object;
let epochs: readonly (readonly [number, string | undefined])[];

/** Numbers of the epochs, and the calendars in force in each. */
async function epochsIn({ records }: Store): Promise<[number, string | undefined][]> {
  return (await records.list<Epoch>('epoch')).map(({ value }) => [value.number, value.calendars]);
}

beforeAll(async () => {
  const store = await storeOf('alone');
  const engine = await createEngine({ store, features, clock: () => END, namespace: 'default', calendars: CALENDARS });
  await engine.backfill({});
  alone = await writtenIn(store, END);
  epochs = await epochsIn(store);
  expect(epochs.every(([, calendars]) => calendars !== undefined)).toBe(true);
  expect((alone as { anomalies: unknown[] }).anomalies.length).toBeGreaterThan(0);
});
afterAll(async () => {
  for (const store of stores) await store.close();
  rmSync(dir, { recursive: true });
});

test('one worker gives what the engine on its own gives, to the last digit', async () => {
  const store = await storeOf('one');
  const report = await learner(store).backfill({});
  expect(report).toMatchObject({ anomalies: (alone as { anomalies: unknown[] }).anomalies.length });
  expect(await writtenIn(store, END)).toEqual(alone);
  expect(await epochsIn(store)).toEqual(epochs);
});

test('three workers give the same, stopped and started in between too, one of which has room for no more than one group at a time', async () => {
  const store = await storeOf('three');
  const [a, b, c] = [learner(store, 1), learner(store), learner(store)];
  await a.backfill({ until: MONDAY + 30 * HOUR });
  await Promise.all([a.backfill({ until: MONDAY + 2 * DAY + 5 * HOUR }), b.backfill({ until: MONDAY + 2 * DAY + 5 * HOUR })]);
  await Promise.all([a.backfill({}), b.backfill({}), c.backfill({})]);
  expect(await writtenIn(store, END)).toEqual(alone);
  expect(await epochsIn(store)).toEqual(epochs);
  expect((await a.status()).workers).toEqual([]);
});
