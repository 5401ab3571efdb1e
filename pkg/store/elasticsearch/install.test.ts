import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DAY, FIELDS } from '../../model';
import { bytes, line, MONDAY } from '../contract/event-lines';
import { collect } from '../contract/places';
import { detectCapabilities, type Capabilities } from './capabilities';
import { connect } from './connection';
import { installTemplates, missingTemplates, uninstallTemplates } from './install';
import { eventProperties } from './mappings';
import { openElasticsearch } from './open';
import { templatesFor, TEMPLATE_VERSION } from './templates';
import { describeWithOwnServer } from './testing/describe-on-server';
import { startServer, type Server } from './testing/start-server';

jest.setTimeout(120_000);

// Its own server: templates belong to a cluster, and other files need them as they are.
describeWithOwnServer('templates', (runnable) => {
  const dir = mkdtempSync(join(tmpdir(), 'habitus-elasticsearch-'));
  let server: Server;
  let client: ReturnType<typeof connect>;
  let capabilities: Capabilities;
  beforeAll(async () => {
    server = await startServer(runnable, { dataDir: join(dir, 'data') });
    client = connect({ nodes: [server.url] });
    capabilities = await detectCapabilities(client);
  });
  afterAll(async () => {
    await client.close();
    await server.stop();
    rmSync(dir, { recursive: true, force: true });
  });

  const open = () => openElasticsearch({ nodes: [server.url], namespace: 'upgrade', clock: () => MONDAY });

  test('what the cluster offers is found, not assumed', () => {
    expect(capabilities).toEqual({
      version: runnable.version,
      nodes: 1,
      ...{ dataStreams: false, dataStreamLifecycle: false, ilm: false, security: false, compression: false },
    });
  });

  test('a store is not opened before they are installed, and says what to do', async () => {
    await expect(open()).rejects.toThrow(/HAB-STORE-007.*habitus elasticsearch install/);
  });

  test('an upgrade keeps events, and teaches the indices that are there the new fields', async () => {
    const { 'user.name': _new, ...older } = FIELDS;
    const version = TEMPLATE_VERSION - 1;
    await installTemplates(client, capabilities, templatesFor(capabilities, { version, events: eventProperties(older) }));
    await client.indices.create({ index: 'habitus.events-upgrade-000001', aliases: { 'logs-habitus.events-upgrade': { is_write_index: true } } });
    expect((await missingTemplates(client, capabilities)).otherVersion).toHaveLength(8);
    await expect(open()).rejects.toThrow(new RegExp(`HAB-STORE-007.*of version ${version}`));

    const upgraded = await installTemplates(client, capabilities);
    expect(upgraded.map(({ action, from }) => `${action} ${from}`)).toEqual(Array(8).fill(`upgraded ${version}`));
    expect(upgraded.find(({ name }) => name === 'habitus-events-alias')?.indices).toBe(1);
    const store = await open();
    await store.events.append(bytes([line(MONDAY, 1, { 'user.name': 'anna' })]));
    const query = {
      namespace: 'upgrade',
      entity: { type: 'user', role: 'actor' },
      measure: { kind: 'count' },
      width: DAY,
      from: MONDAY,
      to: MONDAY + DAY,
    } as const;
    expect(await collect(store.events.count({ ...query, where: { field: 'user.name', is: 'anna' } }))).toMatchObject([{ value: 1 }]);
    await store.close();
  });

  test('a downgrade is refused and changes nothing', async () => {
    const older = templatesFor(capabilities, { version: TEMPLATE_VERSION - 1 });
    await expect(installTemplates(client, capabilities, older)).rejects.toThrow(/HAB-STORE-002.*templates of version/);
    expect(await missingTemplates(client, capabilities)).toEqual({ templates: [], otherVersion: [] });
  });

  test('events keep the order of their index: a user at a time, newest first', async () => {
    const settings = await client.indices.getSettings({ index: 'logs-habitus.events-upgrade', flat_settings: true });
    expect(Object.values(settings)[0]?.settings).toMatchObject({
      'index.sort.field': ['habitus.entity.actor.user', '@timestamp'],
      'index.sort.order': ['asc', 'desc'],
      'index.mode': 'standard',
    });
  });

  test('uninstall removes all of them and leaves the data; again, it finds nothing', async () => {
    const removed = await uninstallTemplates(client);
    expect(removed).toHaveLength(9);
    expect(await client.indices.exists({ index: 'logs-habitus.events-upgrade' })).toBe(true);
    expect(await uninstallTemplates(client)).toEqual([]);
  });
});
