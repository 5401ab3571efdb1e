import { appendFileSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Segment } from './segment';
import { WriteAheadLog } from './write-ahead-log';

let dir: string;
beforeEach(() => (dir = mkdtempSync(join(tmpdir(), 'habitus-wal-'))));
afterEach(() => rmSync(dir, { recursive: true }));

const line = (id: number): Buffer => Buffer.from(`{"habitus.id":"${id}"}\n`);
const ids = (path: string): string[] => [...readFileSync(path, 'utf8').matchAll(/"habitus.id":"(\d+)"/g)].map((match) => match[1] ?? '');

test('what was acknowledged is found by the next process, in order', async () => {
  const { log } = await WriteAheadLog.open(dir);
  await Promise.all([1, 2, 3].map(async (id) => await log.append(line(id), 1)));
  await log.close();
  const { found } = await WriteAheadLog.open(dir);
  expect(found.flatMap(ids)).toEqual(['1', '2', '3']);
});

test.each(['{"habitus.id":"torn', '{"habitus.id":"9"}\n', '{"habitus.id":"9"}\n{"habitus.wal":{"lines":1,"bytes":'])(
  'a torn tail is cut, what was acknowledged stays: %s',
  async (tail) => {
    const { log } = await WriteAheadLog.open(dir);
    await log.append(line(1), 1);
    await log.close();
    appendFileSync(join(dir, readdirSync(dir)[0] ?? ''), tail);
    const { found, log: mended } = await WriteAheadLog.open(dir);
    expect(found.flatMap(ids)).toEqual(['1']);
    expect(mended.mended).toEqual({ torn: tail.length, damaged: 0 });
  }
);

test('beyond its limit it takes nothing more and says so, until a segment is delivered', async () => {
  const { log } = await WriteAheadLog.open(dir, { most: 60 });
  await log.append(line(1), 1);
  await log.append(line(2), 1);
  await expect(log.append(Buffer.alloc(40), 1)).rejects.toThrow(/HAB-RECV-003/);
  const segment = await log.rotate();
  await log.forget(segment ?? '', 60);
  await expect(log.append(line(3), 1)).resolves.toBeUndefined();
  await log.close();
});

test('where the disk fails, nothing more goes behind what it may have torn; what was acknowledged before is still delivered', async () => {
  const { log } = await WriteAheadLog.open(dir);
  await log.append(line(1), 1);
  // Stands for a full disk: half of a group is written, then the error.
  const write = jest.spyOn(Segment.prototype, 'write').mockImplementationOnce(async function (this: Segment) {
    appendFileSync(this.path, '{"habitus.id":"torn');
    await Promise.reject(new Error('ENOSPC'));
  });
  await expect(log.append(line(2), 1)).rejects.toThrow(/HAB-RECV-003.*ENOSPC/);
  write.mockRestore();
  await log.append(line(3), 1);
  const [failed, ...more] = log.takeReady();
  expect([more, ids(failed ?? '')]).toEqual([[], ['1']]);
  expect(readFileSync(failed ?? '', 'utf8')).not.toContain('torn');
  expect(ids((await log.rotate()) ?? '')).toEqual(['3']);
  expect(log.takeReady()).toEqual([]);
});

test.each([['{"habitus.id":"1","habitus.extra":{"habitus.wal":{"lines":1}}}\n'], ['{"habitus.id":"1","message":"{\\"habitus.wal\\":{}}"}\n']])(
  'what an event calls habitus.wal is no end of a group: %s',
  async (event) => {
    const { log } = await WriteAheadLog.open(dir);
    await log.append(Buffer.from(event), 1);
    await log.append(line(2), 1);
    await log.close();
    const { found } = await WriteAheadLog.open(dir);
    expect(found.flatMap(ids)).toEqual(['1', '2']);
  }
);
