import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DAY, HOUR } from '../../model';
import { shippedFeatures } from '../../observe';
import { openDuckdb } from '../../store/duckdb/open';
import type { Store } from '../../store/store';
import { createEngine } from '../create';
import type { BaselinePoint, Engine } from '../engine';
import { office } from '../testing/office';
import type { ForecastQuery, ForecastRow } from './forecast';

const MONDAY = Date.UTC(2026, 2, 2);
/** A Monday morning; the last three hours are not learnt yet. */
const NOW = MONDAY + 14 * DAY + 12 * HOUR;
const UNTIL = NOW - 3 * HOUR;
const FEATURE = 'logins-succeeded-per-user';
const features = shippedFeatures().filter(({ id }) => [FEATURE, 'networks-per-user'].includes(id));
const dir = mkdtempSync(join(tmpdir(), 'habitus-forecast-'));
let store: Store;
let engine: Engine;

beforeAll(async () => {
  store = await openDuckdb({ dir, namespace: 'default', clock: () => NOW });
  // Seed 5.
  await store.events.append(office(MONDAY, 15, 5).bytes());
  engine = await createEngine({ store, features, clock: () => NOW, namespace: 'default' });
  await engine.backfill({ until: UNTIL });
});
afterAll(async () => {
  await store.close();
  rmSync(dir, { recursive: true });
});

async function rows(query: Partial<ForecastQuery>): Promise<ForecastRow[]> {
  const list: ForecastRow[] = [];
  for await (const row of engine.forecast({ horizon: DAY, level: 0.9, limit: 3, ...query })) list.push(row);
  return list;
}

test('of one entity and feature bucket by bucket, then all of it', async () => {
  const list = await rows({ entity: { type: 'user', id: 'p7' }, feature: FEATURE });
  expect(list).toHaveLength(25);
  expect(list[0]).toMatchObject({ start: new Date(UNTIL).toISOString(), total: false, level: 0.9 });
  const total = list.at(-1)!;
  expect(total).toMatchObject({ total: true, end: new Date(UNTIL + DAY).toISOString() });
  expect(total.expected).toBeCloseTo(
    list.slice(0, -1).reduce((sum, { expected }) => sum + expected, 0),
    9
  );
  expect(total.interval[0]).toBeLessThan(total.expected);
  expect(total.interval[1]).toBeGreaterThan(total.expected);
  const noon = list.find(({ start }) => start === new Date(UNTIL + 3 * HOUR).toISOString())!;
  const night = list.find(({ start }) => start === new Date(UNTIL + 18 * HOUR).toISOString())!;
  expect(noon.expected).toBeGreaterThan(5 * night.expected);
});

test('without an entity: those of whom most is expected, in all, as many as asked for', async () => {
  const list = await rows({ feature: FEATURE });
  expect(list).toHaveLength(3);
  expect(list.every(({ total }) => total)).toBe(true);
});

test('a feature that is not defined says which are; of a stranger there is nothing', async () => {
  await expect(rows({ feature: 'nothing' })).rejects.toMatchObject({ code: 'HAB-FEAT-001' });
  expect(await rows({ entity: { type: 'user', id: 'stranger' } })).toEqual([]);
});

test('the band of a baseline goes on beyond now, seven days; what is there already stays beside it', async () => {
  const points = await engine.baseline({ entity: { type: 'user', id: 'p7' }, feature: FEATURE, from: UNTIL - 5 * DAY, to: NOW + 30 * DAY });
  const at = (when: number) => points.find((point) => point.at === when);
  expect(points.some((point) => point.at < UNTIL && point.expected !== null)).toBe(true);
  expect(at(UNTIL + HOUR)).toMatchObject({ observed: expect.any(Number) as number, expected: expect.any(Number) as number });
  expect(at(NOW + 2 * DAY)).toMatchObject({ observed: null, expected: expect.any(Number) as number, upper: expect.any(Number) as number });
  expect(points.at(-1)?.at).toBe(UNTIL + 7 * DAY - HOUR);
  expect(new Set(points.map((point) => point.at)).size).toBe(points.length);
});

test('asked while history is learnt, a band begins where it is known: nothing is refused', async () => {
  const other = join(dir, 'other');
  const learning = await openDuckdb({ dir: other, namespace: 'default', clock: () => NOW });
  await learning.events.append(office(MONDAY, 4, 5).bytes());
  const busy = await createEngine({ store: learning, features, clock: () => NOW, namespace: 'default' });
  const asked: Promise<BaselinePoint[]>[] = [];
  await busy.backfill({
    onProgress: () => asked.push(busy.baseline({ entity: { type: 'user', id: 'p7' }, feature: FEATURE, from: MONDAY, to: MONDAY + 4 * DAY })),
  });
  const answers = await Promise.all(asked);
  await learning.close();
  expect(answers).toHaveLength(4);
  expect(answers.every((points) => points.length > 0)).toBe(true);
});
