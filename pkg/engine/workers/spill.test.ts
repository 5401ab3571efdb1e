import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { Spill } from './spill';

const folders = (): string[] => readdirSync(tmpdir()).filter((name) => name.startsWith('habitus-engine-'));

test('what is laid away comes back, the newest of a name, and no file stays that others could find', async () => {
  const spill = new Spill();
  const large = Buffer.alloc(3 * 1024 * 1024 + 17, 'anna ');
  const before = folders();
  await spill.put('group-03', [Buffer.from('old')]);
  await spill.put('group-03', [Buffer.from([1, 2]), large, new Uint8Array(0)]);
  await spill.put('group-04', [Buffer.from('other')]);
  expect((await spill.get('group-03'))?.equals(Buffer.concat([Buffer.from([1, 2]), large]))).toBe(true);
  expect(await spill.get('group-04')).toEqual(Buffer.from('other'));
  expect(folders()).toEqual(before);
  await spill.drop('group-04');
  expect(await spill.get('group-04')).toBeUndefined();
  await spill.close();
  expect(await spill.get('group-03')).toBeUndefined();
});

test('one that is let go while it is read is not there', async () => {
  const spill = new Spill();
  await spill.put('a', [Buffer.alloc(8 * 1024 * 1024)]);
  const [read] = await Promise.all([spill.get('a'), spill.drop('a')]);
  expect([undefined, 8 * 1024 * 1024]).toContain(read?.length);
  await spill.close();
});
