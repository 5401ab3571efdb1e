import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { HOUR } from '../../model';
import { bytes, line, MONDAY } from '../contract/event-lines';
import { openDuckdb } from './open';
import { FIELD_NAMES } from './schema';

const OPTIONS = { namespace: 'default', clock: () => MONDAY };
let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'habitus-schema-'));
});
afterEach(() => {
  rmSync(dir, { recursive: true });
});

/** Changes the columns of the open events behind the store's back. */
async function alter(statement: string): Promise<void> {
  const instance = await DuckDBInstance.create(join(dir, 'default', 'habitus.duckdb'));
  const connection = await instance.connect();
  await connection.run(`ALTER TABLE open_events ${statement}`);
  connection.closeSync();
  instance.closeSync();
}

test('a file of a version that knew fewer fields gets the new ones; what it held stays', async () => {
  const before = await openDuckdb({ dir, ...OPTIONS });
  await before.events.append(bytes([line(MONDAY, 1)]));
  await before.close();
  const newest = FIELD_NAMES.at(-1)!;
  await alter(`DROP COLUMN "${newest}"`);
  const store = await openDuckdb({ dir, ...OPTIONS });
  await store.events.append(bytes([line(MONDAY, 2, { [newest]: 'seen' })]));
  expect(await store.events.find({ from: MONDAY, to: MONDAY + HOUR, limit: 9, where: { field: newest, is: 'seen' } })).toHaveLength(1);
  expect((await store.events.extent()).count).toBe(2);
  await store.close();
});

test('one that knows a field which this version does not is refused', async () => {
  await (await openDuckdb({ dir, ...OPTIONS })).close();
  await alter('ADD COLUMN "of.tomorrow" VARCHAR');
  await expect(openDuckdb({ dir, ...OPTIONS })).rejects.toMatchObject({ code: 'HAB-STORE-002' });
});
