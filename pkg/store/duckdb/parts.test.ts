import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DAY } from '../../model';
import { bytes, line, MONDAY } from '../contract/event-lines';
import type { Store } from '../store';
import { openDuckdb } from './open';

let dir: string;
let now = MONDAY;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'habitus-parts-'));
  now = MONDAY;
});
afterEach(() => rmSync(dir, { recursive: true }));

const open = (leastPart = 10): Promise<Store> => openDuckdb({ dir, namespace: 'default', clock: () => now, memoryLimit: '256MB', leastPart });
const files = (): string[] => readdirSync(join(dir, 'default', 'events'));
const batch = (from: number, count: number): Uint8Array => bytes(Array.from({ length: count }, (_, i) => line(MONDAY + i, from + i)));

test('a large batch is a file, a small one is not', async () => {
  const store = await open();
  await store.events.append(batch(0, 9));
  expect(files()).toEqual([]);
  await store.events.append(batch(100, 10));
  expect(files()).toHaveLength(1);
  expect((await store.health()).bytes).toBeGreaterThan(0);
  await store.close();
});

test('a batch that was all delivered before leaves no file', async () => {
  const store = await open();
  await store.events.append(batch(0, 20));
  expect(await store.events.append(batch(0, 20))).toEqual({ stored: 0, duplicates: 20, refused: [] });
  expect(files()).toHaveLength(1);
  await store.close();
});

test('a file that a crash left behind is removed at the next opening and never counted', async () => {
  const store = await open();
  await store.events.append(batch(0, 20));
  await store.close();
  writeFileSync(join(dir, 'default', 'events', 'stray.parquet'), 'half');
  const again = await open();
  expect(files()).toHaveLength(1);
  expect(await again.events.find({ from: 0, to: MONDAY + DAY, limit: 100 })).toHaveLength(20);
  await again.close();
});

test('files of one closed day become one, those of a day that still fills only when they are many', async () => {
  const store = await open();
  for (let i = 0; i < 15; i++) await store.events.append(batch(i * 100, 10));
  expect(await store.events.compact(now)).toEqual({ events: 0, merged: 0 });
  await store.events.append(batch(5_000, 10));
  expect(await store.events.compact(now)).toEqual({ events: 160, merged: 15 });
  expect(files()).toHaveLength(1);
  now = MONDAY + DAY;
  await store.events.append(batch(6_000, 10));
  expect(files()).toHaveLength(2);
  expect(await store.events.retain(now)).toBe(160);
  expect(files()).toHaveLength(1);
  await store.close();
});
