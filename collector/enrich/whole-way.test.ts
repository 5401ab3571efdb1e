import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDuckdb } from '../../pkg/store/duckdb/open';
import type { Store } from '../../pkg/store/store';
import { readCollectorConfig } from '../config/read';
import { createCollector } from '../create';
import { mmdb } from '../testing/mmdb';

let dir: string;
let store: Store;
beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'habitus-whole-way-'));
  store = await openDuckdb({ dir: join(dir, 'store'), namespace: 'default', clock: Date.now });
  writeFileSync(join(dir, 'people.csv'), 'id,names,mails,department\nada,alovelace,ada@acme.com,Research\n');
  writeFileSync(join(dir, 'city.mmdb'), mmdb('GeoLite2-City', { '81.2.69.0/24': { country: { iso_code: 'GB', names: { en: 'United Kingdom' } } } }));
  writeFileSync(
    join(dir, 'collector.yaml'),
    'geo: { city: city.mmdb }\ndirectory: { file: people.csv }\nsessions: {}\ndrop: [{ reason: abroad, where: { source.geo.country_iso_code: GB, user.id: ada, event.action: skip } }]\n'
  );
});
afterEach(async () => {
  await store.close();
  rmSync(dir, { recursive: true });
});

const NOW = Date.now();
const line = (user: string, action: string, ago: number): string =>
  JSON.stringify({ '@timestamp': new Date(NOW - ago).toISOString(), event: { action }, user: { name: user }, source: { ip: '81.2.69.1' } });

test('an import, a webhook and OTLP are enriched alike, and rules of dropping see it', async () => {
  const collector = await createCollector({ store, dir, config: readCollectorConfig(join(dir, 'collector.yaml')), env: {} });
  try {
    const url = await collector.listen({ host: '127.0.0.1', port: 0 });
    writeFileSync(join(dir, 'events.ndjson'), `${line('ALovelace', 'import', 9_000)}\n${line('ada', 'skip', 8_000)}\n`);
    expect(await collector.import([join(dir, 'events.ndjson')], { source: 'ecs' })).toMatchObject({ accepted: 1, dropped: { abroad: 1 } });
    const hook = await fetch(`${url}/v1/sources/ecs`, { method: 'POST', body: line('ada@acme.com', 'webhook', 7_000) });
    expect(await hook.json()).toEqual({ accepted: 1, dropped: 0, rejected: 0 });
    const attributes = Object.entries({ 'event.action': 'otlp', 'user.name': 'ada', 'client.address': '81.2.69.1' });
    const record = { timeUnixNano: `${NOW - 6_000}000000`, attributes: attributes.map(([key, stringValue]) => ({ key, value: { stringValue } })) };
    const body = JSON.stringify({ resourceLogs: [{ scopeLogs: [{ logRecords: [record] }] }] });
    expect((await fetch(`${url}/v1/logs`, { method: 'POST', headers: { 'content-type': 'application/json' }, body })).status).toBe(200);
    await collector.flush();
    const events = await store.events.find({ from: NOW - 60_000, to: NOW, limit: 10 });
    const enriched = { user: { id: 'ada' }, source: { geo: { country_iso_code: 'GB' } }, labels: { user_department: 'Research' } };
    expect(events).toHaveLength(3);
    for (const event of events) expect(event).toMatchObject(enriched);
    const sessions = new Map(events.map((one) => [(one as { event?: { action?: string } }).event?.action, (one as { session?: { id?: string } }).session?.id]));
    expect(sessions.get('webhook')).toMatch(/^inactivity-[0-9a-f]{20}$/);
    expect(sessions.get('otlp')).toBe(sessions.get('webhook'));
    // Of the same user, and an import of its own: history is no part of what goes on now.
    expect(sessions.get('import')).not.toBe(sessions.get('otlp'));
    expect(collector.status().enrichmentErrors).toBeUndefined();
  } finally {
    await collector.stop();
  }
});

test('a file that is not there is told at the start, and nothing is opened', async () => {
  rmSync(join(dir, 'city.mmdb'));
  await expect(createCollector({ store, dir, config: readCollectorConfig(join(dir, 'collector.yaml')), env: {} })).rejects.toThrow(/HAB-CLI-002.*city\.mmdb/);
});
