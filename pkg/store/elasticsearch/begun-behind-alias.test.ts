import { DAY } from '../../model';
import { bytes, line, MONDAY } from '../contract/event-lines';
import { collect } from '../contract/places';
import type { Store } from '../store';
import { detectCapabilities } from './capabilities';
import { connect } from './connection';
import { installTemplates } from './install';
import { openElasticsearch } from './open';
import { describeOnElasticsearch } from './testing/describe-on-server';

jest.setTimeout(120_000);

describeOnElasticsearch('a namespace that was begun where there were no data streams', 'newest', (server) => {
  const namespace = `begun-${Date.now().toString(36)}`;
  const query = {
    namespace,
    entity: { type: 'user', role: 'actor' },
    where: { all: [] },
    measure: { kind: 'count' },
    width: DAY,
    from: MONDAY,
    to: MONDAY + DAY,
  } as const;
  const total = async ({ events }: Store): Promise<number> =>
    (await collect(events.count(query))).reduce((sum, one) => sum + (one.kind === 'count' ? one.value : NaN), 0);

  test('goes on behind its alias once the cluster has them, over a roll-over too; nothing is lost or twice', async () => {
    const client = connect({ nodes: [await server.url()] });
    const found = await detectCapabilities(client);
    let now = MONDAY;
    const open = async (dataStreams: boolean): Promise<Store> => {
      await installTemplates(client, { ...found, dataStreams });
      return openElasticsearch({ nodes: [await server.url()], namespace, clock: () => now, rollover: { days: 1, bytes: 1e9 }, capabilities: { dataStreams } });
    };
    const before = await open(false);
    await before.events.append(bytes([line(MONDAY, 1), line(MONDAY, 2)]));
    await before.close();

    const after = await open(true);
    expect(await after.events.append(bytes([line(MONDAY, 2), line(MONDAY, 3)]))).toEqual({ stored: 1, duplicates: 1, refused: [] });
    now = MONDAY + 2 * DAY;
    await after.events.compact(now);
    expect(await after.events.append(bytes([line(MONDAY, 3), line(MONDAY, 4)]))).toEqual({ stored: 1, duplicates: 1, refused: [] });
    const behind = Object.keys(await client.indices.getAlias({ name: `logs-habitus.events-${namespace}` })).sort();
    expect(behind).toEqual(['000001', '000002'].map((generation) => `habitus.events-${namespace}-${generation}`));
    const [mapping] = Object.values(await client.indices.getMapping({ index: behind[1]! }));
    expect(mapping?.mappings.dynamic).toBe('false');
    expect(await total(after)).toBe(4);
    await after.close();
    await client.close();
  });
});
