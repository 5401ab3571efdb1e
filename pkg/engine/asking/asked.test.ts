import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HttpService } from '../../detect/external/http-service';
import { DAY, HOUR, type Anomaly } from '../../model';
import { shippedFeatures } from '../../observe';
import { openDuckdb } from '../../store/duckdb/open';
import type { Store } from '../../store/store';
import { createEngine } from '../create';
import type { Engine } from '../engine';
import { office } from '../testing/office';
import { groupOf } from '../workers/partition';
import { SharedLearner } from '../workers/shared-learner';
import { writtenIn } from '../workers/testing/one-result';
import { answerBytes, answersIn } from './answers';
import { Asking, type AskOptions } from './asking';
import { ScoringDouble, type Asked } from './testing/scoring-double';

/** An office of 40, seed 5. The service is asked of their sign-ins, and finds one of them odd at an hour at which nobody else does. */
const MONDAY = Date.UTC(2026, 2, 2);
const DAYS = 9;
const END = MONDAY + DAYS * DAY;
const HOT = MONDAY + 8 * DAY + 10 * HOUR;
const [ASKED, OTHER] = ['logins-succeeded-per-user', 'logins-failed-per-user'];
const plain = shippedFeatures().filter(({ id }) => id === ASKED || id === OTHER);
const features = plain.map((feature) => (feature.id === ASKED ? { ...feature, detectors: [...feature.detectors, 'external'] } : feature));
const LINES = office(MONDAY, DAYS, 5).bytes();
const KEY = 'scoring-service/key';

const dir = mkdtempSync(join(tmpdir(), 'habitus-asked-'));
const stores: Store[] = [];
const doubles: ScoringDouble[] = [];

async function storeOf(name: string): Promise<Store> {
  const store = await openDuckdb({ dir: join(dir, name), namespace: 'default', clock: () => END });
  stores.push(store);
  await store.events.append(LINES);
  // The same handles in each, so that the service says the same.
  await store.state.put(KEY, Buffer.alloc(32, 7), undefined);
  return store;
}

let hot: string | undefined;
/** The first who signed in once at the hour. */
function odd({ start, value, entity: { handle } }: Asked): number | undefined {
  if (start !== HOT || value !== 1) return undefined;
  hot ??= handle;
  return handle === hot ? 1e-9 : undefined;
}

async function doubled(): Promise<{ readonly double: ScoringDouble; readonly ask: AskOptions }> {
  const double = new ScoringDouble(odd);
  doubles.push(double);
  const tokenFile = join(dir, 'token');
  writeFileSync(tokenFile, 'a-token\n');
  const service = new HttpService({ url: await double.start(), tokenFile });
  return { double, ask: { service, limits: { attempts: 1, timeout: 5_000, pause: 1 }, perHour: 10_000, days: 365 } };
}

function engineOn(store: Store, ask?: AskOptions, of = features): Promise<Engine> {
  return createEngine({ store, features: of, clock: () => END, namespace: 'default', ...(ask && { ask }) });
}

async function all<T>(from: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const one of from) list.push(one);
  return list;
}

const ALL = { from: 0, to: END, limit: 10_000 };
async function oddOne(store: Store): Promise<Anomaly | undefined> {
  return (await store.findings.anomalies(ALL)).find(({ detectors }) => detectors[0] === 'external');
}

let whole: { readonly store: Store; readonly engine: Engine; readonly double: ScoringDouble; readonly written: object };
beforeAll(async () => {
  const [store, { double, ask }] = [await storeOf('whole'), await doubled()];
  const engine = await engineOn(store, ask);
  await engine.backfill({});
  whole = { store, engine, double, written: await writtenIn(store, END) };
});
afterAll(async () => {
  for (const store of stores) await store.close();
  for (const double of doubles) await double.stop();
  rmSync(dir, { recursive: true });
});

test('what the service alone finds odd becomes an anomaly, in its words; without a service there is none', async () => {
  const anomaly = (await oddOne(whole.store))!;
  expect(anomaly).toMatchObject({ start: HOT, observed: 1, reason: '1 sign-in; a scoring service gives it p = 1.0e-9 and no reason' });
  const { sentence, arithmetic } = await whole.engine.explain(anomaly.id);
  expect(sentence).toBe(anomaly.reason);
  expect(arithmetic).toContainEqual({ label: 'p of the scoring service, before equalising', value: '1.0e-9', number: 1e-9 });
  const { tests } = (await whole.store.findings.receipt(anomaly.receipt))!;
  expect(tests).toMatchObject({ 'scoring service': 1, [ASKED]: 1 });

  const without = await storeOf('without');
  await (await engineOn(without, undefined, plain)).backfill({});
  const same = (await without.findings.anomalies(ALL)).find(({ start, entity }) => start === HOT && entity.id === anomaly.entity.id);
  expect(same).toBeUndefined();
});

test('it is sent what was observed and expected, by handles and without a name, and never the silence', () => {
  const { asked, bodies, tokens } = whole.double;
  expect(asked.length).toBeGreaterThan(1_000);
  expect(asked.every(({ value, kind, width, entity }) => value > 0 && kind === 'count' && width === HOUR && /^[0-9a-f]{16}$/.test(entity.handle))).toBe(true);
  expect(bodies.join('\n')).not.toMatch(/"p\d+"/);
  expect([...tokens]).toEqual(['Bearer a-token']);
  const late = asked.find(({ start }) => start === HOT)!;
  expect(late.hourOfWeek).toBe(24 + 10);
  expect(late.expected).toBeGreaterThan(0.1);
  expect(late.interval![1]).toBeGreaterThan(late.interval![0]);
  expect(new Set(asked.map(({ entity, start }) => `${entity.handle} ${start}`)).size).toBe(asked.length);
});

test('verify takes the answer as it is and says so, computes all else again, and tells an answer that was changed', async () => {
  const results = await all(whole.engine.verify('all'));
  expect(results.filter(({ same }) => !same)).toEqual([]);
  const id = (await oddOne(whole.store))!.id;
  const given = (): string | undefined => results.find((result) => result.id === id)?.given?.[0];
  expect(given()).toBe(`${ASKED}: the answer of the scoring service, as it was kept`);

  const { state } = whole.store;
  const group = groupOf((await oddOne(whole.store))!.entity.id);
  const key = (await state.keys(`answers/${new Date(HOT).toISOString()}/${ASKED}@`)).find((one) => one.endsWith(`/${group}`))!;
  const { bytes, version } = (await state.get(key))!;
  const changed = new Map([...answersIn(bytes)].map(([of, p]) => [of, p === 1e-9 ? 1e-8 : p]));
  await state.put(key, answerBytes(changed), version);
  const [other] = await all(whole.engine.verify([id]));
  expect(other).toMatchObject({ same: false, differences: [{ what: `${ASKED}: answer of the scoring service`, stored: 1e-9, recomputed: 1e-8 }] });
  await state.delete(key);
  const [erased] = await all(whole.engine.verify([id]));
  expect(erased).toMatchObject({ same: true, given: [`${ASKED}: the answer of the scoring service, which stands in the receipt alone`] });
  await state.put(key, bytes, undefined);
});

test('scores and a replay of the same configuration take the answers that were kept, and ask nobody', async () => {
  const before = whole.double.asked.length;
  const anomaly = (await oddOne(whole.store))!;
  const rows = await all(whole.engine.scores({ detector: 'combined', entity: anomaly.entity, since: HOT, until: HOT + HOUR }));
  expect(rows.map(({ minusLog10P }) => minusLog10P)).toEqual([anomaly.minusLog10P]);
  const report = await whole.engine.replay({ whatIf: { features }, since: MONDAY });
  expect(report).toMatchObject({ lost: 0, new: 0 });
  expect(report.kept).toBeGreaterThan(0);
  expect(whole.double.asked).toHaveLength(before);
});

test('stopped twice and taken up by another engine: the same, and nobody is asked twice', async () => {
  const [store, { double, ask }] = [await storeOf('stopped'), await doubled()];
  for (const until of [MONDAY + 5 * DAY + 7 * HOUR, MONDAY + 11 * DAY, END]) {
    const engine = await engineOn(store, ask);
    await engine.backfill({ until });
    await engine.stop();
  }
  expect(await writtenIn(store, END)).toEqual(whole.written);
  expect(double.asked).toHaveLength(whole.double.asked.length);
});

test('killed before its checkpoint: the hours are closed again by what was kept', async () => {
  const [store, { double, ask }] = [await storeOf('killed'), await doubled()];
  const put = store.records.put.bind(store.records);
  // The checkpoint's watermark is what a kill leaves behind.
  store.records.put = (kind, ...rest) => (kind === 'watermark' ? Promise.reject(new Error('killed')) : put(kind, ...rest));
  await expect((await engineOn(store, ask)).backfill({})).rejects.toThrow('killed');
  const asked = double.asked.length;
  expect(asked).toBeGreaterThan(400);
  store.records.put = put;
  await (await engineOn(store, ask)).backfill({});
  expect(await writtenIn(store, END)).toEqual(whole.written);
  expect(double.asked).toHaveLength(whole.double.asked.length);
});

test('two workers ask once, and come to the same', async () => {
  const [store, { double, ask }] = [await storeOf('workers'), await doubled()];
  const timing = { beat: 500, ttl: 10_000, look: 50, busy: 5, tick: 100 };
  const parts = { store, features, clock: () => END, namespace: 'default' };
  const [a, b] = [0, 1].map(() => new SharedLearner({ ...parts, asking: new Asking(store, ask) }, timing));
  await Promise.all([a!.backfill({}), b!.backfill({})]);
  expect(await writtenIn(store, END)).toEqual(whole.written);
  expect(double.asked).toHaveLength(whole.double.asked.length);
});
