import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDuckdb } from '../pkg/store/duckdb/open';
import type { Store } from '../pkg/store/store';
import type { Collector } from './collector';
import { createCollector } from './create';

const TOKEN = 'a-long-secret';
const dir = mkdtempSync(join(tmpdir(), 'habitus-refused-'));
let store: Store;
let collector: Collector;
beforeAll(async () => {
  store = await openDuckdb({ dir: join(dir, 'store'), namespace: 'default', clock: Date.now, memoryLimit: '256MB' });
  collector = await createCollector({ store, dir: join(dir, 'collector'), token: TOKEN });
});
afterAll(async () => {
  await collector.stop();
  await store.close();
  rmSync(dir, { recursive: true });
});

test('every request that is refused is counted by its status, in the status and in the metrics', async () => {
  const address = await collector.listen({ host: '127.0.0.1', port: 0 });
  expect(collector.status()).not.toHaveProperty('refusedRequests');
  const post = async (path: string, headers: Record<string, string>, body = '{}'): Promise<number> =>
    (await fetch(`${address}${path}`, { method: 'POST', headers, body })).status;
  const json = { 'content-type': 'application/json' };
  const known = { ...json, authorization: `Bearer ${TOKEN}` };
  expect(await post('/v1/logs', json)).toBe(401);
  expect(await post('/v1/logs', { ...json, authorization: 'Bearer another' })).toBe(401);
  expect(await post('/v1/nothing', known)).toBe(404);
  expect(await post('/v1/sources/nobody', known)).toBe(404);
  expect(await post('/v1/logs', { ...known, 'content-type': 'text/plain' })).toBe(415);
  expect(await post('/v1/logs', known, '{')).toBe(400);
  expect(await post('/v1/logs', known)).toBe(200);
  expect(collector.status().refusedRequests).toEqual({ 400: 1, 401: 2, 404: 2, 415: 1 });
  expect(await collector.telemetry.prometheus()).toMatch(/habitus_collector_requests_refused_total\{[^}]*http_response_status_code="401"[^}]*\} 2/);
});
