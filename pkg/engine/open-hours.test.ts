import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DAY, HOUR, MINUTE, type Anomaly, type Millis } from '../model';
import { shippedFeatures } from '../observe';
import { openDuckdb } from '../store/duckdb/open';
import type { Store } from '../store/store';
import { readArrival } from './arrival';
import { createEngine } from './create';
import type { Engine } from './engine';
import { office, SignIns } from './testing/office';

const MONDAY = Date.UTC(2026, 2, 2);
/** The hour of the attack begins three weeks later, on a Monday at 03:00. */
const HOUR_OF_ATTACK = MONDAY + 21 * DAY + 3 * HOUR;
const ALL = { from: 0, to: Number.MAX_SAFE_INTEGER, limit: 10_000 };
const features = shippedFeatures().filter(({ id }) => ['logins-failed-per-user', 'logins-succeeded-per-user', 'networks-per-user'].includes(id));

const dir = mkdtempSync(join(tmpdir(), 'habitus-open-'));
let store: Store;
let engine: Engine;
let now: Millis = HOUR_OF_ATTACK;

async function attack(from: Millis, times: number, ordinal: number): Promise<void> {
  const burst = new SignIns(ordinal);
  for (let n = 0; n < times; n++) burst.add(from + n * 1_000, 'p7', 'failure', '203.0.113.0/24');
  await store.events.append(burst.bytes());
}

async function anomalyOf(id: string): Promise<Anomaly | undefined> {
  return (await store.findings.anomalies({ ...ALL, from: HOUR_OF_ATTACK, entity: { type: 'user', id } }))[0];
}

beforeAll(async () => {
  store = await openDuckdb({ dir, namespace: 'default', clock: () => now });
  // Seed 5.
  const history = office(MONDAY, 21, 5);
  for (let hour = 0; hour < 3; hour++) history.add(MONDAY + 21 * DAY + hour * HOUR, 'p1', 'success', '10.0.1.0/24');
  await store.events.append(history.bytes());
  engine = await createEngine({ store, features, clock: () => now, namespace: 'default' });
  await engine.backfill({});
});
afterAll(async () => {
  await store.close();
  rmSync(dir, { recursive: true });
});

test('a burst is an anomaly at the next round, while its hour is still filling', async () => {
  await attack(HOUR_OF_ATTACK + 10 * MINUTE, 30, 1_000_000);
  now = HOUR_OF_ATTACK + 11 * MINUTE;
  await engine.tick();
  expect(await anomalyOf('p7')).toMatchObject({ start: HOUR_OF_ATTACK, observed: 30, closed: false });
  expect((await engine.status()).watermark).toBe(HOUR_OF_ATTACK);
});

test('it rises with what comes; its first score and time stay known; nobody else is named', async () => {
  const before = await anomalyOf('p7');
  await attack(HOUR_OF_ATTACK + 20 * MINUTE, 200, 2_000_000);
  now = HOUR_OF_ATTACK + 24 * MINUTE;
  await engine.tick();
  const after = await anomalyOf('p7');
  expect(after).toMatchObject({ id: before?.id, observed: 230, closed: false });
  const arrival = await readArrival(store.records, after?.id ?? '');
  expect(arrival).toMatchObject({ first: HOUR_OF_ATTACK + 11 * MINUTE, initialScore: before?.score });
  expect(await store.findings.anomalies({ ...ALL, from: HOUR_OF_ATTACK })).toHaveLength(1);
});

test('an open anomaly verifies by its inputs: what it counted may have grown since', async () => {
  await attack(HOUR_OF_ATTACK + 30 * MINUTE, 5, 3_000_000);
  const id = (await anomalyOf('p7'))?.id ?? '';
  for await (const result of engine.verify([id])) expect(result).toEqual({ id, same: true, from: 'inputs', differences: [] });
});

test('a round without news writes nothing', async () => {
  await engine.tick();
  const write = jest.spyOn(store.findings, 'write');
  now += 15_000;
  await engine.tick();
  expect(write).not.toHaveBeenCalled();
  write.mockRestore();
});

test('once the hour is behind the watermark it is frozen, as an engine that saw it only closed would have it', async () => {
  now = HOUR_OF_ATTACK + HOUR + 4 * MINUTE;
  await engine.tick();
  expect((await anomalyOf('p7'))?.closed).toBe(false);
  now = HOUR_OF_ATTACK + HOUR + 5 * MINUTE;
  await engine.tick();
  const lived = await store.findings.anomalies(ALL);
  expect(lived.every(({ closed }) => closed)).toBe(true);
  await engine.backfill({ since: MONDAY });
  const learntAtOnce = await store.findings.anomalies(ALL);
  expect(learntAtOnce.map(forgetWritten)).toEqual(lived.map(forgetWritten));
  for await (const result of engine.verify('all')) expect(result.same).toBe(true);
});

/** `since` is also when it was first written. */
function forgetWritten({ since: _, ...rest }: Anomaly): Omit<Anomaly, 'since'> {
  return rest;
}

test('a round that fails is said in the status and tried again', async () => {
  await engine.stop();
  jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask', 'performance'] });
  const extent = jest.spyOn(store.events, 'extent').mockRejectedValueOnce(new Error('the disk is away'));
  engine.start();
  await jest.advanceTimersByTimeAsync(15_000);
  await engine.stop();
  expect((await engine.status()).trouble).toBe('the disk is away');
  engine.start();
  await jest.advanceTimersByTimeAsync(15_000);
  jest.useRealTimers();
  await engine.stop();
  expect((await engine.status()).trouble).toBeUndefined();
  extent.mockRestore();
});
