import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DAY, HOUR } from '../../model';
import type { RollUp, Store } from '../store';
import { openDuckdb } from './open';

const MONDAY = Date.UTC(2026, 2, 2);
const dir = mkdtempSync(join(tmpdir(), 'habitus-pieces-'));
const open = (name: string): Promise<Store> => openDuckdb({ dir: join(dir, name), namespace: 'default', clock: Date.now, memoryLimit: '256MB' });
afterAll(() => rmSync(dir, { recursive: true }));

/** A row that says something of one bucket. */
function piece(id: string, bucket: number, value: number, more: Partial<RollUp> = {}): RollUp {
  const only = (number: number): Float64Array => new Float64Array(24).fill(Number.NaN).fill(number, bucket, bucket + 1);
  const arrays = { observed: only(value), expected: only(value / 3), lower: only(0), upper: only(9) };
  return { entity: { type: 'user', id }, feature: 'f', featureVersion: 1, day: MONDAY, width: HOUR, ...arrays, ...more };
}

async function all(store: Store): Promise<RollUp[]> {
  const rows: RollUp[] = [];
  for await (const row of store.observations.read({ from: MONDAY, to: MONDAY + DAY })) rows.push(row);
  return rows;
}

test('pieces are read as one row, before they are joined and after, and over a restart', async () => {
  const store = await open('read');
  await store.observations.write([piece('ada', 0, 1), piece('bo', 0, 4)]);
  await store.observations.pieces!.add([piece('bo', 3, 5), piece('ada', 1, 2)]);
  await store.observations.pieces!.add([piece('ada', 1, 3), piece('cy', 7, 6)]);
  const rows = await all(store);
  expect(rows.map(({ entity, observed }) => [entity.id, observed[0], observed[1], observed[3], observed[7]])).toEqual([
    ['ada', 1, 3, NaN, NaN],
    ['bo', 4, NaN, 5, NaN],
    ['cy', NaN, NaN, NaN, 6],
  ]);
  expect(rows[0]!.expected[1]).toBe(1);
  await store.close();
  const again = await open('read');
  await again.observations.pieces!.join(MONDAY);
  expect(await all(again)).toEqual(rows);
  await again.observations.pieces!.join(MONDAY + DAY);
  expect(await all(again)).toEqual(rows);
  expect(await again.observations.retain(Date.UTC(2026, 3, 1))).toBe(3);
  await again.close();
});

test('a row that is written whole takes the place of its pieces, another version of the feature too', async () => {
  const store = await open('whole');
  await store.observations.pieces!.add([piece('ada', 1, 2), piece('bo', 1, 2)]);
  await store.observations.write([piece('ada', 5, 7)]);
  await store.observations.pieces!.add([piece('bo', 2, 8, { featureVersion: 2 })]);
  const [ada, bo] = await all(store);
  expect([ada!.observed[1], ada!.observed[5]]).toEqual([NaN, 7]);
  expect([bo!.featureVersion, bo!.observed[1], bo!.observed[2]]).toEqual([2, NaN, 8]);
  await store.close();
});

test('values and steps of the pieces are together, each word once', async () => {
  const store = await open('sets');
  const values = (bucket: number, value: string): Partial<RollUp> => ({ values: [{ bucket, values: new Map([[value, 1]]) }] });
  const steps = (bucket: number, words: readonly string[], list: string): Partial<RollUp> => ({
    steps: { words, lists: [{ bucket, steps: list, beyond: 0 }] },
  });
  await store.observations.pieces!.add([piece('ada', 4, 1, values(4, 'FR')), piece('bo', 4, 2, steps(4, ['ls', 'vi'], '0 0,5 1'))]);
  await store.observations.pieces!.add([piece('ada', 2, 1, values(2, 'DE')), piece('bo', 5, 1, steps(5, ['vi'], '3 0'))]);
  await store.observations.pieces!.join(MONDAY + DAY);
  const [ada, bo] = await all(store);
  expect(ada!.values!.map((one) => [one.bucket, ...one.values.keys()])).toEqual([
    [2, 'DE'],
    [4, 'FR'],
  ]);
  expect(bo!.steps).toEqual({
    words: ['ls', 'vi'],
    lists: [
      { bucket: 4, steps: '0 0,5 1', beyond: 0 },
      { bucket: 5, steps: '3 1', beyond: 0 },
    ],
  });
  await store.close();
});
