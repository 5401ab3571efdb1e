import type { Client } from '@elastic/elasticsearch';
import { DAY, HOUR, MINUTE, type Condition, type Measure, type Observation } from '../../../model';
import type { CountQuery } from '../../../observe/count-query';
import { bytes, line, MONDAY, type Fields } from '../../contract/event-lines';
import { QUERY } from '../../contract/counting-query';
import { collect } from '../../contract/places';
import type { Store } from '../../store';
import { detectCapabilities } from '../capabilities';
import { connect } from '../connection';
import { installTemplates } from '../install';
import { openElasticsearch } from '../open';
import { describeOnElasticsearch } from '../testing/describe-on-server';
import type { ViewDefinition } from './definition';
import { BEATS, OTEL, putAll } from './testing/others';
import type { ViewedStore } from './viewed-store';
import { withViews } from './with-views';

jest.setTimeout(300_000);

/** A server that others gave us may hold the indices of earlier runs. */
const RUN = Date.now().toString(36);
const NAMESPACE = `views-${RUN}`;
const FROM = MONDAY + 9 * HOUR;

describeOnElasticsearch('data views', 'all', (server) => {
  let client: Client;
  let own: Store;
  const opened: Store[] = [];
  let places = 0;

  beforeAll(async () => {
    client = connect({ nodes: [await server.url()] });
    await installTemplates(client, await detectCapabilities(client));
    own = await openElasticsearch({ nodes: [await server.url()], namespace: NAMESPACE, clock: Date.now });
  });
  afterAll(async () => {
    for (const store of opened) await (store as ViewedStore).views.close();
    await own.close();
    await client.close();
  });

  async function viewed(...views: (Partial<ViewDefinition> & Pick<ViewDefinition, 'indices'>)[]): Promise<ViewedStore> {
    const definitions = views.map((view, i) => ({ name: `view-${i}`, kind: 'ecs' as const, ...view }));
    const store = withViews(own, { nodes: [await server.url()] }, { views: definitions, clock: Date.now });
    opened.push(store);
    return store;
  }

  /** An index of its own for a few documents. Times count from nine o'clock. */
  async function index(documents: readonly Fields[], mappings = BEATS, name = `others-${RUN}-${(places += 1)}`): Promise<string> {
    await client.indices.create({ index: name, mappings, settings: { number_of_replicas: 0 } });
    await putAll(
      client,
      documents.map((one, i) => ({ '@timestamp': new Date(FROM + i * MINUTE).toISOString(), ...one })),
      () => name
    );
    return name;
  }

  async function counted(store: Store, query: Partial<CountQuery> = {}): Promise<string[]> {
    const observations = await collect(store.events.count({ ...QUERY, ...query }));
    return observations.map((obs) => `${obs.entity.id} ${amount(obs)}`);
  }

  function amount(obs: Observation): string {
    if (obs.kind === 'values') return JSON.stringify([...obs.values]);
    return obs.kind === 'ordered' ? obs.steps.map(({ value }) => value).join(' ') : String(obs.value);
  }

  test('no event counts twice: not ours, by whatever name, nor what two views both name', async () => {
    await own.events.append(bytes([line(MONDAY, 1), line(MONDAY + 1, 2)]));
    expect(await counted(own)).toEqual(['anna 2']);
    const { index: backing } = (await client.search({ index: `logs-habitus.events-${NAMESPACE}`, size: 1 })).hits.hits.map(({ _index }) => ({
      index: _index,
    }))[0]!;
    await client.indices.putAlias({ index: backing!, name: `logs-alias-${RUN}` });
    const copy = await index([{ 'user.name': 'anna', 'habitus.id': 'copied' }], BEATS, `logs-copy-${RUN}`);
    const other = await index([{ 'user.name': 'Anna ' }, { 'user.name': 'bo' }], BEATS, `logs-other-${RUN}`);
    await client.indices.putAlias({ index: other, name: `logs-second-${RUN}` });
    const both = ['anna 3', 'bo 1'];
    const only = { width: DAY };
    expect(await counted(await viewed({ indices: [`logs-*${RUN}*`] }), only)).toEqual(both);
    expect(await counted(await viewed({ indices: [`logs-alias-${RUN}`, `logs-habitus.events-${NAMESPACE}`, copy] }), only)).toEqual(['anna 2']);
    expect(await counted(await viewed({ indices: [other] }, { indices: [`logs-second-${RUN}`, `logs-o*-${RUN}`] }), only)).toEqual(both);
    // The earlier view has what its query finds, the later one the rest, each once.
    const halves = await viewed({ indices: [other], query: 'user.name: bo' }, { indices: [`logs-*${RUN}*`], fields: { 'user.name': { value: 'rest' } } });
    expect(await counted(halves, only)).toEqual(['anna 2', 'bo 1', 'rest 1']);
    expect((await halves.events.extent()).count).toBe(4);
  });

  describe('answers as our own store does', () => {
    const EVENTS: readonly Fields[] = [
      { 'user.name': 'adm_anna', 'source.ip': '10.1.2.3', 'source.port': 22, 'event.category': ['Authentication', 'session'], 'labels.site': 'hq' },
      { 'user.name': 'berta', 'source.ip': '2001:db8::17', 'source.port': 443, 'event.category': 'web', 'http.response.body.bytes': 7 },
      { 'user.name': 'berta', 'user.id': 'ID-1', 'source.ip': '192.168.0.9', 'source.port': 0, 'http.response.body.bytes': 5 },
      { 'user.name': 'carl', 'user.id': '1000', 'event.code': '4625', 'http.response.body.bytes': 9 },
      { 'user.email': 'D@example.com', 'source.address': '[2001:db8::18]:22', 'source.port': 8080 },
      { 'source.ip': '10.9.9.9' },
    ];
    let store: ViewedStore;
    beforeAll(async () => {
      store = await viewed({
        indices: [await index(EVENTS)],
        fields: { 'event.action': { field: 'event.code', values: { 4625: 'failed' }, otherwise: 'other' } },
      });
    });
    const elsewhere = { from: FROM, to: FROM + HOUR, width: HOUR } as const;

    test.each<[string, Condition, string]>([
      ['is, by the meaning of ECS', { field: 'event.category', is: 'authentication' }, 'adm_anna'],
      ['is one of', { field: 'user.name', is: ['berta', 'carl'] }, 'berta carl id-1'],
      ['is, a number', { field: 'source.port', is: '443' }, 'berta'],
      ['is, an address', { field: 'source.ip', is: '10.1.2.3' }, 'adm_anna'],
      ['is, a mapped value', { field: 'event.action', is: 'failed' }, 'carl'],
      ['is, what others become', { field: 'event.action', is: 'other' }, ''],
      ['exists not', { field: 'source.port', exists: false }, 'carl'],
      ['prefix', { field: 'user.name', prefix: 'adm_' }, 'adm_anna'],
      ['prefix of an address', { field: 'source.ip', prefix: '10.' }, 'adm_anna'],
      ['prefix of a number', { field: 'source.port', prefix: '44' }, 'berta'],
      ['block of addresses', { field: 'source.ip', cidr: ['10.0.0.0/8', '2001:db8::/32'] }, 'adm_anna berta'],
      ['block on a text', { field: 'source.address', cidr: '10.0.0.0/8' }, ''],
      ['over', { field: 'source.port', over: 22, atMost: 8080 }, 'berta d@example.com'],
      ['a number that is text', { field: 'event.code', over: 4000 }, 'carl'],
      ['not', { not: { field: 'source.port', exists: true } }, 'carl'],
      [
        'any and all',
        {
          any: [
            {
              all: [
                { field: 'source.port', is: 22 },
                { field: 'labels.site', is: 'hq' },
              ],
            },
            { field: 'event.code', is: '4625' },
          ],
        },
        'adm_anna carl',
      ],
      ['an entity', { field: 'habitus.entity.actor.user', is: 'id-1' }, 'id-1'],
      ['a network', { field: 'habitus.network', is: '192.168.0.0/24' }, 'id-1'],
      ['what no event has', { field: 'file.path', is: 'x' }, ''],
    ])('%s', async (_name, where, users) => {
      const rows = await counted(store, { where, ...elsewhere, only: ['adm_anna', 'berta', 'carl', 'd@example.com', 'id-1'] });
      expect(rows.map((row) => row.split(' ')[0]).join(' ')).toBe(users);
    });

    test.each<[Measure, string]>([
      [{ kind: 'sum', field: 'http.response.body.bytes' }, 'berta 7,carl 9,id-1 5'],
      [{ kind: 'maximum', field: 'http.response.body.bytes' }, 'berta 7,carl 9,id-1 5'],
      [{ kind: 'single', field: 'http.response.body.bytes' }, 'berta 7,carl 9,id-1 5'],
      [{ kind: 'ordered', field: 'http.response.body.bytes' }, 'berta 7,carl 9,id-1 5'],
      [{ kind: 'distinct', field: 'user.name' }, 'adm_anna 1,berta 1,carl 1,id-1 1'],
      [
        { kind: 'values', field: 'habitus.network' },
        'adm_anna [["10.1.2.0/24",1]],berta [["2001:db8::/48",1]],d@example.com [["2001:db8::/48",1]],id-1 [["192.168.0.0/24",1]]',
      ],
    ])('%j', async (measure, rows) => {
      expect((await counted(store, { measure, ...elsewhere, only: ['adm_anna', 'berta', 'carl', 'd@example.com', 'id-1'] })).join()).toBe(rows);
    });

    test('events are shown in our names, newest first, with the entities that they name', async () => {
      const [first, second] = await store.events.find({ from: FROM, to: FROM + HOUR, limit: 2, where: { field: 'source.port', exists: true } });
      expect(first).toMatchObject({
        user: { email: 'D@example.com' },
        source: { port: 8080 },
        habitus: { source: 'view:view-0', entity: { actor: { user: 'd@example.com' } } },
      });
      expect(second).toMatchObject({ user: { id: 'ID-1' }, habitus: { network: '192.168.0.0/24', entity: { actor: { user: 'id-1' } } } });
      const [one] = await store.events.find({ from: FROM, to: FROM + HOUR, limit: 5, where: { field: 'habitus.entity.actor.user', is: 'adm_anna' } });
      expect(one).toMatchObject({ event: { category: ['authentication', 'session'] }, labels: { site: 'hq' } });
    });
  });

  test("OpenTelemetry's events get the category that their name or their HTTP status speaks of", async () => {
    const events = [
      { attributes: { 'user.name': 'mo', 'http.status_code': 404, 'client.address': '10.1.2.3' } },
      { attributes: { 'user.name': 'mo', 'event.name': 'user.login' } },
      { attributes: { 'user.name': 'mo', 'http.response.status_code': 200, 'event.category': 'file' } },
      { attributes: { 'enduser.id': 'BO' }, event_name: 'page_view', resource: { attributes: { 'service.name': 'shop' } } },
      { attributes: { 'user.name': 'cy' } },
    ];
    const store = await viewed({ kind: 'otel', indices: [await index(events, OTEL)] });
    const elsewhere = { from: FROM, to: FROM + HOUR };
    const of = (category: string): Promise<string[]> => counted(store, { ...elsewhere, where: { field: 'event.category', is: category } });
    expect([await of('web'), await of('authentication'), await of('file')]).toEqual([['bo 1', 'mo 1'], ['mo 1'], ['mo 1']]);
    const failed = {
      all: [
        { field: 'event.category', is: 'web' },
        { field: 'http.response.status_code', atLeast: 400 },
      ],
    };
    expect(await counted(store, { ...elsewhere, entity: { type: 'address', role: 'source' }, where: failed })).toEqual(['10.1.2.3 1']);
    expect(await counted(store, { ...elsewhere, entity: { type: 'application', role: 'target' } })).toEqual(['shop 1']);
  });

  test('indices that hold a field otherwise are asked otherwise; text alone is refused where it was named and else not counted', async () => {
    const withKeyword = { properties: { '@timestamp': { type: 'date' }, 'user.name': { type: 'text', fields: { raw: { type: 'keyword' } } } } } as typeof BEATS;
    const numbered = { properties: { '@timestamp': { type: 'date_nanos' }, 'user.name': { type: 'long' } } } as typeof BEATS;
    const text = {
      properties: { '@timestamp': { type: 'date' }, 'user.name': { type: 'text' }, deep: { type: 'nested', properties: { who: { type: 'keyword' } } } },
    } as typeof BEATS;
    const span = { from: FROM, to: FROM + HOUR };
    const indices = [await index([{ 'user.name': 'mo' }]), await index([{ 'user.name': 'Mo' }], withKeyword), await index([{ 'user.name': 17 }], numbered)];
    expect(await counted(await viewed({ indices }), span)).toEqual(['17 1', 'mo 2']);
    const words = await index([{ 'user.name': 'mo', deep: { who: 'mo' } }], text);
    expect(await counted(await viewed({ indices: [...indices, words] }), span)).toEqual(['17 1', 'mo 2']);
    const named = await viewed({ indices: [words], kind: 'custom', fields: { 'user.name': 'user.name' } });
    await expect(counted(named, span)).rejects.toThrow(/HAB-VIEW-002.*for user.name.*got user.name is text without a keyword/);
    const nested = await viewed({ indices: [words], fields: { 'user.name': 'deep.who' } });
    await expect(counted(nested, span)).rejects.toThrow(/HAB-VIEW-002.*deep.who lies in a nested object/);
  });

  test('a time that is no date, a query that is none and names that fit nothing are told', async () => {
    const odd = await index([{ at: 'yesterday' }]);
    await expect(counted(await viewed({ indices: [odd], time: 'at' }))).rejects.toThrow(/HAB-VIEW-001.*at in/);
    await expect(counted(await viewed({ indices: [odd], query: 'a: (' }))).rejects.toThrow(/HAB-VIEW-003/);
    const store = await viewed({ indices: [odd, `nothing-${RUN}-*`], fields: { 'user.name': 'whoever' } });
    await counted(store);
    expect(store.views.gaps.map(({ detail }) => detail)).toEqual([`nothing is called nothing-${RUN}-*`, expect.stringContaining('whoever')]);
    expect((await store.health()).detail).toContain('view view-0: nothing is called');
  });

  test('a closed index is left out and told', async () => {
    const [open, closed] = [await index([{ 'user.name': 'mo' }]), await index([{ 'user.name': 'mo' }])];
    await client.indices.close({ index: closed });
    const store = await viewed({ indices: [open, closed.replace(/\d+$/, (n) => `${n}*`)] });
    expect(await counted(store, { from: FROM, to: FROM + HOUR })).toEqual(['mo 1']);
    expect(store.views.gaps).toMatchObject([{ kind: 'indices', detail: `closed and not read: ${closed}` }]);
  });
});
