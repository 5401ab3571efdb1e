import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDuckdb } from '../../store/duckdb/open';
import { describeVault, type ShelfPlace } from './contract/describe-vault';
import { openFileShelf } from './file-shelf';
import { RecordShelf } from './record-shelf';
import { Seal } from './seal';
import { SealedVault, type Shelf } from './vault';

async function inFile(): Promise<ShelfPlace> {
  const dir = mkdtempSync(join(tmpdir(), 'habitus-vault-'));
  return await Promise.resolve({
    open: () => openFileShelf(join(dir, 'vault', 'default.sqlite')),
    bytes: () => Promise.resolve(Buffer.concat(readdirSync(join(dir, 'vault')).map((name) => readFileSync(join(dir, 'vault', name))))),
    end: () => Promise.resolve(rmSync(dir, { recursive: true })),
  });
}

async function inRecords(): Promise<ShelfPlace> {
  const dir = mkdtempSync(join(tmpdir(), 'habitus-vault-'));
  const store = await openDuckdb({ dir, namespace: 'default', clock: Date.now });
  return {
    open: () => Promise.resolve(new RecordShelf(store.records)),
    bytes: async () => Buffer.from(JSON.stringify(await store.records.list('vault'))),
    end: async () => {
      await store.close();
      rmSync(dir, { recursive: true });
    },
  };
}

describeVault('file', inFile);
describeVault('records', inRecords);

describe('a shelf that fails', () => {
  const written: string[] = [];
  let fails = true;
  let release: () => void = () => undefined;
  const shelf: Shelf = {
    write: async (entries) => {
      await new Promise<void>((resolve) => (release = resolve));
      if (fails) throw new Error('disk full');
      written.push(...entries.map(([token]) => token));
    },
    read: () => Promise.resolve(undefined),
    count: () => Promise.resolve(written.length),
    close: () => Promise.resolve(),
  };

  test('is told as a log without room, and nothing is lost; who comes meanwhile waits for what it shares', async () => {
    const vault = new SealedVault(shelf, new Seal(Buffer.alloc(32)));
    vault.put('user-a', 'ada');
    const first = vault.settle();
    release();
    await expect(first).rejects.toThrow(/HAB-RECV-003.*disk full/);
    fails = false;
    let isSecondDone = false;
    const second = vault.settle();
    const third = vault.settle().then(() => (isSecondDone = true));
    await Promise.resolve();
    expect(isSecondDone).toBe(false);
    release();
    await Promise.all([second, third]);
    expect(written).toEqual(['user-a']);
  });
});
