import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FieldName } from '../../pkg/model';
import type { EventStore } from '../../pkg/store/store';
import { Delivery } from './delivery';
import { Segment } from './segment';
import { WriteAheadLog } from './write-ahead-log';

let dir: string;
beforeEach(() => (dir = mkdtempSync(join(tmpdir(), 'habitus-delivery-'))));
afterEach(() => rmSync(dir, { recursive: true }));

const line = (id: number, filler = ''): Buffer => Buffer.from(`{"habitus.id":"${id}","a":"${filler}"}\n`);

interface Taken {
  readonly ids: readonly string[];
  readonly fields: readonly FieldName[] | undefined;
}

/** A store that notes what it is given, and fails as often as it is told to. */
function noting(failures = 0): { readonly taken: Taken[]; readonly events: Pick<EventStore, 'appendFile'> } {
  const taken: Taken[] = [];
  const appendFile: EventStore['appendFile'] = async (path, fields) => {
    await Promise.resolve();
    if (failures-- > 0) throw new Error('the store is away');
    const ids = [...readFileSync(path, 'utf8').matchAll(/"habitus.id":"(\d+)"/g)].map((match) => match[1] ?? '');
    taken.push({ ids, fields: fields && [...fields] });
    return { stored: ids.length, duplicates: 0, refused: [] };
  };
  return { taken, events: { appendFile } };
}

async function opened(store: ReturnType<typeof noting>): Promise<{ log: WriteAheadLog; delivery: Delivery }> {
  const { log, found } = await WriteAheadLog.open(dir);
  const delivery = new Delivery(log, store.events as EventStore, () => undefined, found);
  return { log, delivery };
}

test('a small segment is handed over when it is a second old, with the fields of its events', async () => {
  const store = noting();
  const { log, delivery } = await opened(store);
  delivery.start();
  await log.append(line(1), 1, new Set(['user.name']));
  await log.append(line(2), 1, new Set(['url.path']));
  await sleep(400);
  expect(store.taken).toEqual([]);
  await sleep(1_200);
  expect(store.taken).toEqual([{ ids: ['1', '2'], fields: ['user.name', 'url.path'] }]);
  expect(log.bytes).toBe(0);
  await delivery.stop();
  await log.close();
});

test('a large one is not waited for', async () => {
  const store = noting();
  const { log, delivery } = await opened(store);
  delivery.start();
  await log.append(line(1, 'x'.repeat(25 * 1024 * 1024)), 1);
  await sleep(600);
  expect(store.taken).toEqual([{ ids: ['1'], fields: undefined }]);
  await delivery.stop();
  await log.close();
});

test('a store that is away is asked again, in order, and nothing is forgotten meanwhile', async () => {
  const store = noting(2);
  const { log, delivery } = await opened(store);
  await log.append(line(1), 1);
  await expect(delivery.flush()).rejects.toThrow('the store is away');
  expect([delivery.error, log.bytes > 0]).toEqual(['the store is away', true]);
  await log.append(line(2), 1);
  await expect(delivery.flush()).rejects.toThrow('the store is away');
  await delivery.flush();
  expect([store.taken.map(({ ids }) => ids), delivery.error, log.bytes]).toEqual([[['1'], ['2']], undefined, 0]);
  await delivery.stop();
  await log.close();
});

test('what an earlier process acknowledged comes first, of fields that nobody noted; then what a failing disk left, then the rest', async () => {
  const earlier = await WriteAheadLog.open(dir);
  await earlier.log.append(line(1), 1, new Set(['user.name']));
  await earlier.log.close();
  const store = noting();
  const { log, delivery } = await opened(store);
  await log.append(line(2), 1, new Set(['user.name']));
  const write = jest.spyOn(Segment.prototype, 'write').mockRejectedValueOnce(new Error('EIO'));
  await expect(log.append(line(3), 1)).rejects.toThrow(/HAB-RECV-003/);
  write.mockRestore();
  await log.append(line(4), 1, new Set(['url.path']));
  await delivery.flush();
  expect(store.taken).toEqual([
    { ids: ['1'], fields: undefined },
    { ids: ['2'], fields: undefined },
    { ids: ['4'], fields: ['url.path'] },
  ]);
  await delivery.stop();
  await log.close();
});

test('who asks, or ends, does not wait for the pause of a store that is away; what is not delivered stays in the log', async () => {
  const store = noting(6);
  const { log, delivery } = await opened(store);
  delivery.start();
  await log.append(line(1, 'x'.repeat(25 * 1024 * 1024)), 1);
  await sleep(1_200);
  expect(delivery.error).toBe('the store is away');
  const began = performance.now();
  await expect(delivery.flush()).rejects.toThrow('the store is away');
  await delivery.stop();
  expect(performance.now() - began).toBeLessThan(500);
  await log.close();
  const { found } = await WriteAheadLog.open(dir);
  expect(found).toHaveLength(1);
});

test('a store that does not answer is not waited for longer than told', async () => {
  const { log, found } = await WriteAheadLog.open(dir);
  const delivery = new Delivery(log, { appendFile: async () => await new Promise(() => undefined) }, () => undefined, found);
  await log.append(line(1), 1);
  await delivery.stop(50);
  expect([delivery.error, log.bytes > 0]).toEqual(['the store did not answer within 50 ms', true]);
  await log.close();
});

test('who asks for all while a round carries one segment after the other gets all', async () => {
  const store = noting();
  const { log, delivery } = await opened(store);
  const ready: string[] = [];
  for (const id of [1, 2, 3]) {
    await log.append(line(id), 1);
    ready.push((await log.rotate()) ?? '');
  }
  await log.close();
  const again = await opened(store);
  const flushed: Promise<void>[] = [];
  const { appendFile } = store.events;
  store.events.appendFile = async (path, fields) => {
    // The first is being carried by a round when somebody asks.
    if (flushed.length === 0) flushed.push(again.delivery.flush());
    return await appendFile(path, fields);
  };
  again.delivery.start();
  while (flushed.length === 0) await sleep(10);
  await flushed[0];
  expect(store.taken.flatMap(({ ids }) => ids)).toEqual(['1', '2', '3']);
  expect([ready.length, again.log.bytes]).toEqual([3, 0]);
  await Promise.all([delivery.stop(), again.delivery.stop()]);
  await again.log.close();
});
