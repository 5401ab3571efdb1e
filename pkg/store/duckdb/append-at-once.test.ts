import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seededRandom } from '../../maths';
import { DAY, MINUTE, type FieldName } from '../../model';
import { line, MONDAY, type Fields } from '../contract/event-lines';
import type { Store } from '../store';
import { openDuckdb } from './open';

let dir: string;
beforeEach(() => (dir = mkdtempSync(join(tmpdir(), 'habitus-at-once-'))));
afterEach(() => rmSync(dir, { recursive: true }));

/** @param leastPart 1: every file goes in at once; a million: none does */
const open = (leastPart: number, now = MONDAY): Promise<Store> =>
  openDuckdb({ dir: join(dir, `${leastPart}`), namespace: 'default', clock: () => now, memoryLimit: '256MB', leastPart });
const TRAILER = '{"habitus.wal":{"lines":1,"bytes":1,"crc32":1}}';
const BASE: readonly FieldName[] = ['event.category', 'event.outcome', 'habitus.entity.actor.user'];

interface Batch {
  readonly lines: readonly string[];
  readonly fields: ReadonlySet<FieldName>;
}

/** Batches that hold each other's events, some events twice, fields that others lack, lines without id, and now and then an odd one. */
function* batches(seed: number): Generator<Batch> {
  const random = seededRandom(seed);
  const some = (count: number): number => Math.floor(random() * count);
  for (let n = 0; n < 12; n++) {
    const own: Fields = [{}, { 'source.port': 22 }, { labels: { a: 'b' } }, { tags: ['x'], 'event.created': '2026-01-05T00:00:00.000Z' }][some(4)] ?? {};
    const from = some(200);
    const lines = Array.from({ length: 5 + some(40) }, (_, i) => line(MONDAY + (from + i) * MINUTE, from + i, own));
    if (random() < 0.3) lines.push(lines[0] ?? '');
    if (random() < 0.3) {
      lines.push(line(MONDAY, 1_000 + n, [{ '@timestamp': '2026-01-05T02:00:00+02:00' }, { '@timestamp': undefined }, { 'source.port': 'x' }][some(3)]));
    }
    if (random() < 0.2) lines.push('{"habitus.id":');
    const fields = new Set([...BASE, ...(Object.keys(own) as FieldName[]), 'source.port' as const]);
    yield { lines: [TRAILER, ...lines, TRAILER], fields };
  }
}

async function appendAll(store: Store, seed: number): Promise<unknown[]> {
  const results: unknown[] = [];
  const path = join(dir, 'batch.ndjson');
  for (const { lines, fields } of batches(seed)) {
    writeFileSync(path, `${lines.join('\n')}\n`);
    const { stored, duplicates, refused } = await store.events.appendFile(path, fields);
    results.push({ stored, duplicates, refused: refused.map((one) => one.line) });
  }
  return results;
}

test.each([21, 22, 23])('the same is stored and said as line by line, through compaction too (seed %d)', async (seed) => {
  const [atOnce, careful] = [await open(1), await open(1_000_000)];
  expect(await appendAll(atOnce, seed)).toEqual(await appendAll(careful, seed));
  const all = { from: 0, to: MONDAY + 30 * DAY, limit: 10_000 };
  const events = await careful.events.find(all);
  expect(events.length).toBeGreaterThan(100);
  expect(sorted(await atOnce.events.find(all))).toEqual(sorted(events));
  expect(await atOnce.events.extent()).toEqual(await careful.events.extent());
  await atOnce.events.compact(MONDAY + 2 * DAY);
  expect(sorted(await atOnce.events.find(all))).toEqual(sorted(events));
  const files = readdirSync(join(dir, '1', 'default', 'events'));
  expect(files).toHaveLength(1);
  await Promise.all([atOnce.close(), careful.close()]);
});

/** Of events that share an id any may be kept, so only what all have is compared. */
function sorted(events: readonly object[]): string[] {
  return events.map((event) => JSON.stringify([(event as { habitus: { id: string } }).habitus.id, (event as { '@timestamp': string })['@timestamp']])).sort();
}

test('a question about a field that no file has a column for is answered', async () => {
  const store = await open(1);
  const path = join(dir, 'batch.ndjson');
  for (const [number, more] of [{}, { 'source.port': 22 }].entries()) {
    writeFileSync(path, `${Array.from({ length: 9 }, (_, i) => line(MONDAY + i, number * 100 + i, more)).join('\n')}\n`);
    await store.events.appendFile(path, new Set([...BASE, ...(Object.keys(more) as FieldName[])]));
  }
  const find = async (field: FieldName, is: string | number): Promise<number> =>
    (await store.events.find({ from: 0, to: MONDAY + DAY, limit: 100, where: { field, is } })).length;
  expect([await find('source.port', 22), await find('user.name', 'anna'), await find('event.outcome', 'failure')]).toEqual([9, 0, 18]);
  const [event] = await store.events.find({ from: 0, to: MONDAY + DAY, limit: 1, where: { field: 'source.port', is: 22 } });
  expect(event).toMatchObject({ source: { port: 22 }, event: { category: ['authentication'] } });
  await store.close();
});

test('a whole segment that comes again, and one that begins with what is new, store nothing twice', async () => {
  const store = await open(1);
  const [first, second] = [join(dir, 'a.ndjson'), join(dir, 'b.ndjson')];
  const lines = Array.from({ length: 20 }, (_, i) => line(MONDAY + i, i));
  writeFileSync(first, `${lines.join('\n')}\n`);
  writeFileSync(second, `${[line(MONDAY, 99), ...lines].join('\n')}\n`);
  expect(await store.events.appendFile(first)).toMatchObject({ stored: 20, duplicates: 0 });
  expect(await store.events.appendFile(first)).toMatchObject({ stored: 0, duplicates: 20 });
  expect(await store.events.appendFile(second)).toMatchObject({ stored: 1, duplicates: 20 });
  expect(readdirSync(join(dir, '1', 'default', 'events'))).toHaveLength(2);
  await store.close();
});
