import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDuckdb } from './open';
import type { Store } from '../store';

let dir: string;
beforeEach(() => (dir = mkdtempSync(join(tmpdir(), 'habitus-state-'))));
afterEach(() => rmSync(dir, { recursive: true }));

const open = (): Promise<Store> => openDuckdb({ dir, namespace: 'default', clock: Date.now, memoryLimit: '256MB' });
const files = (): string[] => readdirSync(join(dir, 'default', 'state'));
const block = (first: number): Uint8Array => new Uint8Array(200_000).fill(1).fill(first, 0, 1);

test('a large block is one file, whatever becomes of it', async () => {
  const store = await open();
  await store.state.put('small', Uint8Array.of(1), undefined);
  expect(files()).toHaveLength(0);
  const version = await store.state.put('large', block(1), undefined);
  expect(await store.state.put('large', block(2), version)).toBe(2);
  expect(files()).toHaveLength(1);
  expect(await store.state.put('large', block(3), 1)).toBeUndefined();
  expect(files()).toHaveLength(1);
  expect((await store.state.get('large'))?.bytes[0]).toBe(2);
  expect((await store.health()).bytes).toBeGreaterThan(200_000);
  await store.state.put('large', Uint8Array.of(9), 2);
  expect(files()).toHaveLength(0);
  expect([...((await store.state.get('large'))?.bytes ?? [])]).toEqual([9]);
  await store.close();
});

test('a block that is deleted takes its file along; one that a crash left behind goes at the next opening', async () => {
  const store = await open();
  await store.state.put('gone', block(1), undefined);
  await store.state.put('kept', block(2), undefined);
  await store.state.delete('gone');
  expect(files()).toHaveLength(1);
  await store.close();
  writeFileSync(join(dir, 'default', 'state', 'stray.block'), 'half');
  const again = await open();
  expect(files()).toHaveLength(1);
  expect((await again.state.get('kept'))?.bytes[0]).toBe(2);
  await again.close();
});
