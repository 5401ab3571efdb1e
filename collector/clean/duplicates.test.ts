import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DAY, HOUR } from '../../pkg/model';
import { openDuckdb } from '../../pkg/store/duckdb/open';
import type { Store } from '../../pkg/store/store';
import type { Collector } from '../collector';
import { createCollector } from '../create';
import { encodeLogs, text } from '../testing/otlp-oracle';

const START = Date.UTC(2026, 10, 17, 12);
let dir: string;
let now: number;
let store: Store;
let collector: Collector;
let url: string;

async function open(): Promise<void> {
  store = await openDuckdb({ dir, namespace: 'default', clock: () => now, memoryLimit: '256MB', leastPart: 10 });
  collector = await createCollector({ store, dir, clock: () => now });
  url = await collector.listen({ host: '127.0.0.1', port: 0 });
}
async function close(): Promise<void> {
  await collector.stop();
  await store.close();
}
beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'habitus-duplicates-'));
  now = START;
  await open();
});
afterEach(async () => {
  await close();
  rmSync(dir, { recursive: true });
});

/** @returns how many of what was sent were new, known, and refused */
async function send(path: string, type: string, body: string | Buffer): Promise<[number, number, number]> {
  const before = counts();
  expect((await fetch(`${url}${path}`, { method: 'POST', body, headers: { 'content-type': type } })).status).toBe(200);
  await collector.flush();
  const after = counts();
  return [after[0] - before[0], after[1] - before[1], after[2] - before[2]];
}
function counts(): [number, number, number] {
  const { accepted, duplicates, deadLettered } = collector.status();
  return [accepted, duplicates, Object.values(deadLettered).reduce((sum, one) => sum + one, 0)];
}
const logs = (records: Record<string, unknown>[]): Promise<[number, number, number]> => send('/v1/logs', 'application/x-protobuf', encodeLogs(records));
const signIn = (n: number, id?: string): Record<string, unknown> => ({
  timeUnixNano: `${START + n}000000`,
  eventName: 'login',
  attributes: [text('user.id', `u${n}`), ...(id === undefined ? [] : [text('log.record.uid', id)])],
});
const webhook = JSON.stringify({ '@timestamp': new Date(START).toISOString(), 'event.action': 'login', 'user.name': 'ada' });

/** Six days as they pass: other events come, days are closed and merged, the process is started anew. */
async function sixDays(): Promise<void> {
  for (let day = 1; day <= 6; day++) {
    now = START + day * DAY;
    await logs(Array.from({ length: 25 }, (_, n) => ({ ...signIn(n), timeUnixNano: `${now + n}000000` })));
    await store.events.compact(now + HOUR);
    if (day % 2 === 0) {
      await close();
      await open();
    }
  }
}

test.each([
  ['a few', 3],
  ['enough to be a file of their own', 40],
])('%s: what is delivered again six days later is no second event, whatever names it', async (_what, count) => {
  const many = (from: (n: number) => Record<string, unknown>): Record<string, unknown>[] => Array.from({ length: count }, (_, n) => from(n));
  const [whole, named] = [many((n) => signIn(n)), many((n) => signIn(n, `own-${n}`))];
  expect([await logs(whole), await logs(named), await send('/v1/sources/ecs', 'application/json', webhook)]).toEqual([
    [count, 0, 0],
    [count, 0, 0],
    [1, 0, 0],
  ]);
  await sixDays();
  // The same request; the same records in another order beside a new one; the same body of a webhook.
  expect(await logs(whole)).toEqual([0, count, 0]);
  expect(await logs([signIn(900, 'new'), ...named.reverse()])).toEqual([1, count, 0]);
  expect(await send('/v1/sources/ecs', 'application/json', webhook)).toEqual([0, 1, 0]);
});

test('what is older than the window does not come in live at all', async () => {
  now = START + 7 * DAY + 1;
  expect(await logs([signIn(0)])).toEqual([0, 0, 1]);
  expect(collector.status().deadLettered).toEqual({ 'HAB-PARSE-006': 1 });
});

test('events are kept at least as long as the window: a shorter time is refused', async () => {
  await expect(createCollector({ store, dir: join(dir, 'other'), keep: 7 * DAY - 1 })).rejects.toThrow(/HAB-CONF-001.*7 days/);
  await (await createCollector({ store, dir: join(dir, 'other'), keep: 7 * DAY })).stop();
});
