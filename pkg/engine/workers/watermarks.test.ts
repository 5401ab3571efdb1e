import { HOUR, MINUTE } from '../../model';
import type { RecordStore } from '../../store/store';
import { tellWatermark, Watermarks } from './watermarks';

const NOON = Date.UTC(2026, 5, 1, 12);

/** Records in memory, with versions as the stores give them. */
function recordsInMemory(): RecordStore {
  const kept = new Map<string, { value: unknown; version: number }>();
  return {
    get: <T>(_: string, id: string) => Promise.resolve(kept.get(id) as { value: T; version: number } | undefined),
    put: (_, id, value, version) => {
      if (kept.get(id)?.version !== version) return Promise.resolve(undefined);
      kept.set(id, { value, version: (version ?? 0) + 1 });
      return Promise.resolve((version ?? 0) + 1);
    },
    list: <T>() => Promise.resolve([...kept].map(([id, one]) => ({ id, ...(one as { value: T; version: number }) }))),
    delete: (_, id) => Promise.resolve(void kept.delete(id)),
  };
}

function setUp() {
  const records = recordsInMemory();
  let now = 0;
  const watermarks = new Watermarks(records, () => now);
  const pass = async (time: number): Promise<void> => {
    now += time;
    await watermarks.read();
  };
  return { records, watermarks, pass };
}

test('nothing is known before the first look; where nobody tells, nobody is waited for', async () => {
  const { watermarks, pass } = setUp();
  expect(watermarks.least()).toBeUndefined();
  await pass(0);
  expect(watermarks.least()).toBe(Infinity);
});

test('the slowest holds all back as long as it lives', async () => {
  const { records, watermarks, pass } = setUp();
  await tellWatermark(records, 'a', NOON);
  await tellWatermark(records, 'b', NOON - HOUR);
  await pass(0);
  expect(watermarks.least()).toBe(NOON - HOUR);
  for (let n = 0; n < 30; n++) {
    await tellWatermark(records, 'a', NOON + n * MINUTE);
    await tellWatermark(records, 'b', NOON - HOUR);
    await pass(10_000);
  }
  expect(watermarks.least()).toBe(NOON - HOUR);
});

test('one that died is waited for a minute, and not again; one that comes back is', async () => {
  const { records, watermarks, pass } = setUp();
  await tellWatermark(records, 'a', NOON - HOUR);
  await pass(0);
  await pass(MINUTE);
  expect(watermarks.least()).toBe(NOON - HOUR);
  await pass(1);
  expect(watermarks.least()).toBe(Infinity);
  await tellWatermark(records, 'a', NOON - 2 * HOUR);
  await pass(1);
  expect(watermarks.least()).toBe(NOON - 2 * HOUR);
});

test('what the dead left is cleared away after an hour', async () => {
  const { records, pass } = setUp();
  await tellWatermark(records, 'a', NOON);
  await pass(0);
  await pass(HOUR + 1);
  expect(await records.list('collector')).toEqual([]);
});
