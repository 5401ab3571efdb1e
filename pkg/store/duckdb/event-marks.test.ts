import { DuckDBInstance } from '@duckdb/node-api';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DAY, HOUR } from '../../model';
import { bytes, line, MONDAY } from '../contract/event-lines';
import type { Store } from '../store';
import { openDuckdb } from './open';

let dir: string;
let now = MONDAY;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'habitus-marks-'));
  now = MONDAY;
});
afterEach(() => rmSync(dir, { recursive: true }));

const open = (): Promise<Store> => openDuckdb({ dir, namespace: 'default', clock: () => now, memoryLimit: '256MB', leastPart: 10 });
const batch = (from: number, count: number, at = MONDAY): Uint8Array => bytes(Array.from({ length: count }, (_, i) => line(at + i, from + i)));

/** What stands in the database while no store has it open. */
async function inDatabase(statement: string): Promise<unknown[]> {
  const instance = await DuckDBInstance.create(join(dir, 'default', 'habitus.duckdb'));
  const connection = await instance.connect();
  const rows = (await connection.runAndReadAll(statement)).getRowObjects();
  connection.closeSync();
  instance.closeSync();
  return rows;
}

test('events of small batches, of large ones and without an hour in their id are each marked once', async () => {
  const store = await open();
  await store.events.append(batch(0, 5));
  await store.events.append(batch(0, 20));
  await store.events.append(bytes([line(MONDAY, 1, { 'habitus.id': `000000${'a'.repeat(20)}` }), line(MONDAY, 2), line(MONDAY, 2)]));
  await store.close();
  expect(await inDatabase('SELECT count(*) AS marks, count(DISTINCT mark) AS different FROM event_marks')).toEqual([{ marks: 21n, different: 21n }]);
});

test('a data directory of a version that made no marks knows its events again', async () => {
  const store = await open();
  await store.events.append(batch(0, 5));
  await store.events.append(batch(100, 20));
  await store.close();
  await inDatabase('DROP TABLE event_marks');
  const again = await open();
  expect(await again.events.append(batch(0, 30))).toEqual({ stored: 25, duplicates: 5, refused: [] });
  expect(await again.events.append(batch(90, 20))).toEqual({ stored: 10, duplicates: 10, refused: [] });
  await again.close();
});

test('marks go when the events of their hours are gone', async () => {
  const store = await open();
  await store.events.append(batch(0, 20));
  now = MONDAY + DAY;
  await store.events.append(batch(100, 20, MONDAY + DAY + HOUR));
  expect(await store.events.retain(MONDAY + DAY)).toBe(20);
  expect(await store.events.append(batch(0, 20))).toMatchObject({ stored: 20 });
  expect(await store.events.append(batch(100, 20, MONDAY + DAY + HOUR))).toMatchObject({ stored: 0 });
  await store.close();
  expect(await inDatabase('SELECT count(*) AS marks FROM event_marks')).toEqual([{ marks: 40n }]);
});
