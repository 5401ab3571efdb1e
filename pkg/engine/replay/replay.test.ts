import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DAY, HOUR, type Verdict } from '../../model';
import { shippedFeatures } from '../../observe';
import { openDuckdb } from '../../store/duckdb/open';
import type { Store } from '../../store/store';
import { createEngine } from '../create';
import type { Engine } from '../engine';
import { office } from '../testing/office';

const MONDAY = Date.UTC(2026, 2, 2);
const END = MONDAY + 21 * DAY;
const NIGHT = MONDAY + 19 * DAY + 3 * HOUR;
const features = shippedFeatures().filter(({ id }) => ['logins-failed-per-user', 'logins-succeeded-per-user'].includes(id));
const dir = mkdtempSync(join(tmpdir(), 'habitus-replay-'));
let store: Store;
let engine: Engine;

beforeAll(async () => {
  store = await openDuckdb({ dir, namespace: 'default', clock: () => END });
  // Seed 5. Two attacks: by failures on p7, by successes of p9.
  const signIns = office(MONDAY, 21, 5);
  for (let n = 0; n < 60; n++) signIns.add(NIGHT + n * 50_000, 'p7', 'failure', '10.0.7.0/24');
  for (let n = 0; n < 60; n++) signIns.add(NIGHT + n * 50_000, 'p9', 'success', '10.0.9.0/24');
  await store.events.append(signIns.bytes());
  engine = await createEngine({ store, features, clock: () => END, namespace: 'default' });
  await engine.backfill({});
});
afterAll(async () => {
  await store.close();
  rmSync(dir, { recursive: true });
});

async function snapshot(): Promise<unknown> {
  const everything = { from: 0, to: Number.MAX_SAFE_INTEGER, limit: 100_000 };
  const states = await Promise.all((await store.state.keys('')).map(async (key) => [key, Buffer.from((await store.state.get(key))!.bytes).toString('base64')]));
  const records = await Promise.all(['epoch', 'watermark', 'zones', 'calendars', 'arrival'].map(async (kind) => await store.records.list(kind)));
  return { anomalies: await store.findings.anomalies(everything), states, records };
}

test('under the same configuration every anomaly is kept, and nothing live is written', async () => {
  const before = await snapshot();
  const report = await engine.replay({ whatIf: { features }, since: MONDAY });
  const anomalies = await store.findings.anomalies({ from: 0, to: END, limit: 1_000 });
  expect(report).toMatchObject({ kept: anomalies.length, lost: 0, new: 0, before: { anomalies: anomalies.length }, after: { anomalies: anomalies.length } });
  expect(report.after).toEqual(report.before);
  expect(anomalies.length).toBeGreaterThan(1);
  expect(await snapshot()).toEqual(before);
});

test('without a feature what it named is lost, with what people had said of it', async () => {
  const [attack] = await store.findings.anomalies({ from: NIGHT, to: NIGHT + HOUR, entity: { type: 'user', id: 'p7' }, limit: 1 });
  await store.records.put<Verdict>('verdict', attack!.id, { anomaly: attack!.id, verdict: 'threat', by: 'ada', at: END }, undefined);
  const progress: number[] = [];
  const whatIf = { features: features.filter(({ id }) => id === 'logins-succeeded-per-user') };
  const report = await engine.replay({ whatIf, since: NIGHT, onProgress: ({ at }) => progress.push(at) });
  expect(report.since).toBe(new Date(MONDAY + 19 * DAY).toISOString());
  expect(report.highestLost[0]).toMatchObject({ entity: { id: 'p7' } });
  expect(report.verdicts).toEqual({ kept: { threat: 0, benign: 0, snooze: 0 }, lost: { threat: 1, benign: 0, snooze: 0 } });
  expect(report.kept).toBeGreaterThan(0);
  expect(report.after.byFeature).not.toHaveProperty('logins-failed-per-user');
  expect(progress).toHaveLength(21);
});

test('what it would name besides is new', async () => {
  const other = {
    ...features.find(({ id }) => id === 'logins-failed-per-user')!,
    id: 'logins-per-user',
    where: { field: 'event.category', is: 'authentication' },
  };
  const report = await engine.replay({ whatIf: { features: [other] }, since: MONDAY });
  expect(report.after.byFeature).toHaveProperty('logins-per-user');
  expect(report.kept).toBeGreaterThanOrEqual(2);
  expect(report.kept + report.new).toBe(report.after.anomalies);
});

test('told to stop, it stops and says how far it came; asked again, by another process too, it goes on there and comes to the same', async () => {
  const asked = { whatIf: { features: features.slice(0, 1) }, since: MONDAY + 2 * DAY };
  const whole = await engine.replay(asked);
  const stop = new AbortController();
  const part = await engine.replay({ ...asked, signal: stop.signal, onProgress: ({ at }) => at === MONDAY + 12 * DAY && stop.abort() });
  expect(part.until).toBe(new Date(MONDAY + 12 * DAY).toISOString());
  const later = await createEngine({ store, features, clock: () => END, namespace: 'default' });
  const days: number[] = [];
  const rest = await later.replay({ ...asked, onProgress: ({ at }) => days.push(at) });
  expect(days).toHaveLength(9);
  expect(rest).toEqual({ ...whole, resumed: part.until, seconds: expect.any(Number) as number });
  expect(await store.state.keys('replay/')).toEqual([]);
});

test('another question does not go on with what is left of one, and takes its place', async () => {
  const stop = new AbortController();
  await engine.replay({ whatIf: { features }, since: MONDAY, signal: stop.signal, onProgress: () => stop.abort() });
  expect(await store.state.keys('replay/')).toHaveLength(1);
  const other = await engine.replay({ whatIf: { features, zone: 'Europe/Vienna' }, since: MONDAY + 18 * DAY });
  expect(other).not.toHaveProperty('resumed');
  expect(await store.state.keys('replay/')).toEqual([]);
});

test('cases are counted beside anomalies, before and after', async () => {
  const { before, after } = await engine.replay({ whatIf: { features }, since: NIGHT });
  expect(before.cases).toBeGreaterThan(0);
  expect(before.cases).toBeLessThanOrEqual(before.anomalies);
  expect(after.cases).toBe(before.cases);
});
