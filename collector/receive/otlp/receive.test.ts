import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import type { Store } from '../../../pkg/store/store';
import { openDuckdb } from '../../../pkg/store/duckdb/open';
import type { Collector } from '../../collector';
import { createCollector } from '../../create';
import { encodeLogs as encode, text } from '../../testing/otlp-oracle';

const NOW = Date.UTC(2026, 10, 24, 12);
const nano = (at: number): string => `${at}000000`;

describe('over HTTP', () => {
  const dir = mkdtempSync(join(tmpdir(), 'habitus-otlp-'));
  let store: Store;
  let collector: Collector;
  let url: string;

  beforeAll(async () => {
    store = await openDuckdb({ dir: join(dir, 'store'), namespace: 'default', clock: () => NOW });
    collector = await createCollector({ store, dir, clock: () => NOW });
    url = `${await collector.listen({ host: '127.0.0.1', port: 0 })}/v1/logs`;
  });
  afterAll(async () => {
    await collector.stop();
    await collector.stop();
    await store.close();
    rmSync(dir, { recursive: true });
  });

  const post = async (body: Uint8Array, headers: Record<string, string> = {}): Promise<{ status: number; body: Buffer }> => {
    const answer = await fetch(url, { method: 'POST', body, headers: { 'content-type': 'application/x-protobuf', ...headers } });
    return { status: answer.status, body: Buffer.from(await answer.arrayBuffer()) };
  };
  const stored = async (): Promise<number> => {
    await collector.flush();
    return (await store.events.extent()).count;
  };
  const signIn = (user: string, at = NOW): Record<string, unknown> => ({
    timeUnixNano: nano(at),
    eventName: 'login',
    attributes: [text('user.id', user), text('client.address', '10.0.0.9'), text('event.outcome', 'failure')],
  });

  test('an event whose hour was closed when it came is kept, and counted as late', async () => {
    const before = collector.status().late;
    const ages = [0, 4, 6, 66, 600].map((minutes) => NOW - minutes * 60_000);
    await post(
      encode(
        ages.map((at, n) => signIn(`late${n}`, at)),
        []
      )
    );
    expect(collector.status().late - before).toBe(2);
  });

  test('acknowledged events are in the store, once, however often they are sent', async () => {
    const body = encode([signIn('ada'), signIn('bo')], [text('service.name', 'portal')]);
    const before = await stored();
    expect(await post(body)).toEqual({ status: 200, body: Buffer.alloc(0) });
    expect((await post(gzipSync(body), { 'content-encoding': 'gzip' })).status).toBe(200);
    expect((await post(zstdCompressSync(body), { 'content-encoding': 'zstd' })).status).toBe(200);
    expect((await stored()) - before).toBe(2);
    const [event] = await store.events.find({ from: NOW - 1, to: NOW + 1, limit: 1, where: { field: 'habitus.entity.actor.user', is: 'ada' } });
    expect(event).toMatchObject({
      event: { category: ['authentication'], action: 'login', outcome: 'failure' },
      source: { ip: '10.0.0.9' },
      service: { name: 'portal' },
    });
  });

  test('JSON is the same', async () => {
    const before = await stored();
    const body = {
      resourceLogs: [
        {
          scopeLogs: [
            { logRecords: [{ timeUnixNano: nano(NOW), body: { stringValue: 'hello' }, attributes: [{ key: 'user.name', value: { stringValue: 'cy' } }] }] },
          ],
        },
      ],
    };
    const answer = await post(Buffer.from(JSON.stringify(body)), { 'content-type': 'application/json' });
    expect([answer.status, answer.body.toString()]).toEqual([200, '{}']);
    expect((await stored()) - before).toBe(1);
  });

  test('a record with an impossible clock is rejected by name, the others are taken', async () => {
    const before = await stored();
    const answer = await post(encode([signIn('dee'), signIn('eve', Date.UTC(2099, 0, 1)), signIn('fay', 1_000)]));
    expect(answer.status).toBe(200);
    expect(answer.body.toString()).toContain('HAB-PARSE-006');
    expect((await stored()) - before).toBe(1);
  });

  test.each([
    ['a cut body', 400, encode([{ timeUnixNano: nano(NOW), body: { stringValue: 'x'.repeat(50) } }]).subarray(0, 30), {}],
    ['damaged gzip', 400, Buffer.from('1f8b0800ffff', 'hex'), { 'content-encoding': 'gzip' }],
    ['damaged zstd', 400, Buffer.from('28b52ffd2400ff', 'hex'), { 'content-encoding': 'zstd' }],
    ['another encoding', 415, Buffer.alloc(3), { 'content-encoding': 'br' }],
    ['another content type', 415, Buffer.from('x'), { 'content-type': 'text/plain' }],
  ])('%s is answered %d with what was expected', async (name, status, body, headers) => {
    const answer = await post(body, headers);
    expect(answer.status).toBe(status);
    expect(answer.body.toString()).toMatch(/HAB-RECV-00\d: expected/);
    if (name === 'another content type') expect(answer.body.toString()).toContain('got text/plain');
  });

  test.each([
    ['gzip', gzipSync],
    ['zstd', zstdCompressSync],
  ])('a bomb of %s (80 MiB in 80 kB) is refused in bounded memory', async (encoding, compress) => {
    const bomb = compress(Buffer.alloc(80 * 1024 * 1024));
    const before = process.memoryUsage().rss;
    expect((await post(bomb, { 'content-encoding': encoding })).status).toBe(413);
    expect(process.memoryUsage().rss - before).toBeLessThan(300 * 1024 * 1024);
  });
});
