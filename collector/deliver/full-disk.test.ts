import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDuckdb } from '../../pkg/store/duckdb/open';
import type { Store } from '../../pkg/store/store';
import type { Collector } from '../collector';
import { createCollector } from '../create';
import { encodeLogs, text } from '../testing/otlp-oracle';

const NOW = Date.UTC(2026, 10, 24, 12);
const dir = mkdtempSync(join(tmpdir(), 'habitus-full-'));
const disk = join(dir, 'disk');
mkdirSync(disk);
const isMounted = process.platform === 'linux' && spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'habitus-test', disk]).status === 0;
const onDisk = isMounted ? test : test.skip;
afterAll(() => {
  if (isMounted) execFileSync('umount', [disk]);
  rmSync(dir, { recursive: true });
});

const free = (): number => {
  const { bavail, bsize } = statfsSync(disk);
  return bavail * bsize;
};
let number = 0;
const body = (): Buffer =>
  encodeLogs(
    Array.from({ length: 50 }, () => ({
      timeUnixNano: `${NOW}000000`,
      eventName: `e${number++}`,
      attributes: [text('user.name', 'ada'), text('message', 'x'.repeat(1_000))],
    }))
  );

/** Sends until it is sent away. @returns how many events were acknowledged, and what the last answer said */
async function fill(url: string): Promise<{ acknowledged: number; said: string; retryAfter: string | null }> {
  for (let acknowledged = 0; acknowledged < 20_000; acknowledged += 50) {
    const answer = await fetch(`${url}/v1/logs`, { method: 'POST', body: body(), headers: { 'content-type': 'application/x-protobuf' } });
    if (answer.status === 503) return { acknowledged, said: await answer.text(), retryAfter: answer.headers.get('retry-after') };
    expect(answer.status).toBe(200);
  }
  throw new Error('never full');
}

/** A collector whose log is on the small disk, and whose store, elsewhere, is away until it is let in. */
async function open(reserve: string): Promise<{ collector: Collector; store: Store; letIn: () => void; url: string }> {
  const store = await openDuckdb({ dir: mkdtempSync(join(dir, 'store-')), namespace: 'default', clock: () => NOW, memoryLimit: '256MB' });
  let away = true;
  const events = new Proxy(store.events, {
    get: (target, key) => {
      if (key === 'appendFile' && away) return async () => await Promise.reject(new Error('away'));
      const value = Reflect.get(target, key) as unknown;
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
  const config = { log: { most: 2 ** 30, reserve: reserve === '0' ? 0 : 4 * 2 ** 20 } };
  const collector = await createCollector({ store: { ...store, events }, dir: disk, clock: () => NOW, config: { ...EMPTY, ...config } });
  return { collector, store, letIn: () => (away = false), url: await collector.listen({ host: '127.0.0.1', port: 0 }) };
}
const EMPTY = { webhooks: [], syslog: [], tail: [], pull: [], drop: [], networks: [] } as never as NonNullable<Parameters<typeof createCollector>[0]['config']>;

onDisk(
  'a disk of 8 MiB that becomes full (needs root, for a mount): senders are told to come again, what was acknowledged is delivered, then there is room',
  async () => {
    const { collector, store, letIn, url } = await open('0');
    const first = await fill(url);
    expect(first).toMatchObject({ said: expect.stringMatching(/HAB-RECV-003/) as string, retryAfter: '5' });
    expect(first.acknowledged).toBeGreaterThan(2_000);
    letIn();
    await collector.flush();
    expect((await store.events.extent()).count).toBe(first.acknowledged);
    expect(free()).toBeGreaterThan(6 * 2 ** 20);
    const again = await fetch(`${url}/v1/logs`, { method: 'POST', body: body(), headers: { 'content-type': 'application/x-protobuf' } });
    expect(again.status).toBe(200);
    await collector.stop();
    await store.close();
  }
);

onDisk('with a reserve of 4 MiB senders are told before the disk is full (needs root, for a mount), and the next process goes on', async () => {
  const { collector, store, letIn, url } = await open('4');
  const { acknowledged, said } = await fill(url);
  expect(said).toMatch(/HAB-RECV-003.*bytes free on the disk/);
  expect(free()).toBeGreaterThan(3.5 * 2 ** 20);
  await collector.stop();
  // Somebody else takes the rest: the next process starts all the same, and delivers what was acknowledged.
  const rest = join(disk, 'others');
  writeFileSync(rest, Buffer.alloc(free()));
  letIn();
  const next = await createCollector({ store, dir: disk, clock: () => NOW });
  await next.flush();
  expect((await store.events.extent()).count).toBe(acknowledged);
  await next.stop();
  await store.close();
});
