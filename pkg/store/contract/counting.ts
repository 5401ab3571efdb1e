import { DAY, HOUR, MINUTE, type Condition } from '../../model';
import { bytes, line, MONDAY, type Fields } from './event-lines';
import { QUERY } from './counting-query';
import { describeMeasures } from './measures';
import { describeOrdered } from './ordered';
import { collect, onStore, type OpenStore } from './places';

/** The answers of `count`: measures, conditions, ranges, order. */
export function describeCounting(name: string, open: OpenStore): void {
  describe(`${name}: count`, () => {
    describeMeasures(open);
    describeOrdered(open);

    describe('conditions', () => {
      const EVENTS: Record<string, Fields> = {
        a: {
          'user.name': 'adm_anna',
          'source.ip': '10.1.2.3',
          'source.port': 22,
          'event.category': ['authentication', 'session'],
          labels: { site: 'hq' },
          'habitus.extra': { client: '203.0.113.9' },
        },
        b: {
          'event.code': '4625',
          'user.name': 'berta',
          'source.ip': '2001:db8::17',
          'source.port': 443,
          'event.category': ['web'],
          'habitus.extra': { tls: true, tags: ['x', 'y'], level: 3 },
        },
        c: {
          'event.code': '12',
          'source.ip': '192.168.0.9',
          'related.ip': ['10.9.9.9', '::1'],
          'event.category': [],
          'habitus.extra': { a: { b: 'deep' }, level: '12' },
        },
        d: { 'source.ip': '::ffff:10.1.2.4', 'source.port': 0, 'user.name': 'o\'hara "quoted" $1 ?', 'habitus.extra': { 'k\'"]': 'odd key' } },
      };
      const cases: readonly (readonly [string, Condition, string])[] = [
        ['is', { field: 'user.name', is: 'berta' }, 'b'],
        ['is one of', { field: 'user.name', is: ['berta', 'adm_anna', 'nobody'] }, 'ab'],
        ['is, with everything that ends a string', { field: 'user.name', is: 'o\'hara "quoted" $1 ?' }, 'd'],
        ['is, a number', { field: 'source.port', is: 0 }, 'd'],
        ['is, a number as text', { field: 'source.port', is: '443' }, 'b'],
        ['is, in other letters', { field: 'user.name', is: 'Berta' }, ''],
        ['is, an address as it was written', { field: 'source.ip', is: '::ffff:10.1.2.4' }, 'd'],
        ['is, an address written otherwise', { field: 'source.ip', is: '10.1.2.4' }, ''],
        ['is, text on a number', { field: 'source.port', is: 'https' }, ''],
        ['is, on a list', { field: 'event.category', is: 'session' }, 'a'],
        ['is one of, on a list', { field: 'event.category', is: ['session', 'web'] }, 'ab'],
        ['exists', { field: 'user.name', exists: true }, 'abd'],
        ['exists, empty list', { field: 'event.category', exists: true }, 'ab'],
        ['exists not', { field: 'user.name', exists: false }, 'c'],
        ['exists not, empty list', { field: 'event.category', exists: false }, 'cd'],
        ['prefix', { field: 'user.name', prefix: 'adm_' }, 'a'],
        ['prefix of an address', { field: 'source.ip', prefix: '10.' }, 'a'],
        ['prefix of a number', { field: 'source.port', prefix: '44' }, 'b'],
        ['prefix of an open field', { field: 'labels.site', prefix: 'h' }, 'a'],
        ['prefix is no pattern', { field: 'user.name', prefix: 'adm%' }, ''],
        ['prefix, on a list', { field: 'related.ip', prefix: '10.' }, 'c'],
        ['cidr v4, also written as v6', { field: 'source.ip', cidr: '10.1.0.0/16' }, 'ad'],
        ['cidr v4, odd length', { field: 'source.ip', cidr: '192.168.0.8/30' }, 'c'],
        ['cidr v4, host bits set', { field: 'source.ip', cidr: '10.1.2.200/24' }, 'ad'],
        ['cidr v6', { field: 'source.ip', cidr: '2001:db8::/32' }, 'b'],
        ['cidr v6, odd length', { field: 'source.ip', cidr: '2001:db8::10/124' }, 'b'],
        ['cidr v6, odd length, next block', { field: 'source.ip', cidr: '2001:db8::18/125' }, ''],
        ['cidr v6, the block beside', { field: 'source.ip', cidr: '2001:db8::20/124' }, ''],
        ['cidr v6, short', { field: 'source.ip', cidr: '2001:0DB8:0:0::/63' }, 'b'],
        ['cidr, several', { field: 'source.ip', cidr: ['2001:db8::/32', '192.168.0.0/16'] }, 'bc'],
        ['cidr, all of v4', { field: 'source.ip', cidr: '0.0.0.0/0' }, 'acd'],
        ['cidr, a single address, on a list', { field: 'related.ip', cidr: '::1' }, 'c'],
        ['cidr, on what is no address', { field: 'user.name', cidr: '0.0.0.0/0' }, ''],
        ['over', { field: 'source.port', over: 22 }, 'b'],
        ['at least', { field: 'source.port', atLeast: 22 }, 'ab'],
        ['under', { field: 'source.port', under: 22 }, 'd'],
        ['at most', { field: 'source.port', atMost: 22 }, 'ad'],
        ['between', { field: 'source.port', over: 0, under: 443 }, 'a'],
        ['labels', { field: 'labels.site', is: 'hq' }, 'a'],
        ['between, of times', { field: '@timestamp', atLeast: MONDAY + 1, under: MONDAY + 3 }, 'bc'],
        ['over, of text that is a number', { field: 'event.code', over: 4_000 }, 'b'],
        ['labels, any', { field: 'labels', exists: true }, 'a'],
        ['cidr, of an open field', { field: 'habitus.extra.client', cidr: '203.0.113.0/24' }, 'a'],
        ['labels, no such', { field: 'labels.nope', is: 'hq' }, ''],
        ['extra, boolean', { field: 'habitus.extra.tls', is: true }, 'b'],
        ['extra, list', { field: 'habitus.extra.tags', is: 'y' }, 'b'],
        ['extra, nested', { field: 'habitus.extra.a.b', is: 'deep' }, 'c'],
        ['extra, number and number as text', { field: 'habitus.extra.level', atLeast: 3 }, 'bc'],
        ['extra, exists', { field: 'habitus.extra.level', exists: true }, 'bc'],
        ['extra, a key with quotes', { field: 'habitus.extra.k\'"]', is: 'odd key' }, 'd'],
        ['extra, a key that would end the statement', { field: `habitus.extra.x"') OR true --`, exists: true }, ''],
        ['all of nothing', { all: [] }, 'abcd'],
        ['any of nothing', { any: [] }, ''],
        [
          'all',
          {
            all: [
              { field: 'source.port', exists: true },
              { field: 'source.ip', cidr: '10.0.0.0/8' },
            ],
          },
          'ad',
        ],
        [
          'any',
          {
            any: [
              { field: 'source.port', is: 22 },
              { field: 'user.name', is: 'berta' },
            ],
          },
          'ab',
        ],
        ['not of a missing field', { not: { field: 'source.port', over: 100 } }, 'acd'],
        ['not of not', { not: { not: { field: 'source.port', over: 100 } } }, 'b'],
        [
          'not of any with a missing part',
          {
            not: {
              any: [
                { field: 'user.name', prefix: 'adm' },
                { field: 'labels.site', is: 'hq' },
              ],
            },
          },
          'bcd',
        ],
        [
          'not of all with a missing part',
          {
            not: {
              all: [
                { field: 'source.ip', exists: true },
                { field: 'user.name', is: 'berta' },
              ],
            },
          },
          'acd',
        ],
        ['not, on a list', { not: { field: 'event.category', is: 'session' } }, 'bcd'],
      ];

      test(
        'each means the same in every store',
        onStore(open, async (store) => {
          const lines = Object.entries(EVENTS).map(([id, fields], i) =>
            line(MONDAY + i, i, { 'event.category': undefined, ...fields, 'habitus.entity.actor.user': id })
          );
          await store.events.append(bytes(lines));
          const answers: [string, string][] = [];
          for (const [what, where] of cases) {
            const met = await collect(store.events.count({ ...QUERY, where }));
            answers.push([what, met.map((observation) => observation.entity.id).join('')]);
          }
          expect(answers).toEqual(cases.map(([what, , ids]) => [what, ids]));
        })
      );

      test(
        'a field that the store does not know is an error, not an empty answer',
        onStore(open, async (store) => {
          await expect(collect(store.events.count({ ...QUERY, where: { field: 'user.nmae', is: 'x' } }))).rejects.toThrow('HAB-STORE-004');
          await expect(collect(store.events.count({ ...QUERY, where: { field: '1=1; DROP TABLE events; --', exists: true } }))).rejects.toThrow(
            'HAB-STORE-004'
          );
          expect(await store.events.extent()).toMatchObject({ count: 0 });
        })
      );
    });

    test(
      'half open: the first instant is in, the last is not',
      onStore(open, async (store) => {
        await store.events.append(bytes([MONDAY - 1, MONDAY, MONDAY + HOUR - 1, MONDAY + HOUR].map((at, i) => line(at, i))));
        expect(await collect(store.events.count({ ...QUERY, to: MONDAY + HOUR }))).toMatchObject([{ start: MONDAY, value: 2 }]);
      })
    );

    test(
      'only the entities named, none when none is named',
      onStore(open, async (store) => {
        const lines = ['anna', 'berta', 'carl', "d'arc"].map((user, i) => line(MONDAY, i, { 'habitus.entity.actor.user': user }));
        await store.events.append(bytes([...lines, line(MONDAY, 9, { 'habitus.entity.actor.user': undefined })]));
        const ids = async (only?: readonly string[]) => (await collect(store.events.count(only ? { ...QUERY, only } : QUERY))).map(({ entity }) => entity.id);
        expect(await ids()).toEqual(['anna', 'berta', 'carl', "d'arc"]);
        expect(await ids(["d'arc", 'anna', 'nobody'])).toEqual(['anna', "d'arc"]);
        expect(await ids([])).toEqual([]);
      })
    );

    test.each(['minute', '5-minutes', 'hour', 'day'] as const)('buckets of a %s start at multiples of their width', (bucket) =>
      onStore(open, async (store) => {
        const width = { minute: MINUTE, '5-minutes': 5 * MINUTE, hour: HOUR, day: DAY }[bucket];
        await store.events.append(bytes([0, 1, width - 1, width, 3 * width + 1].map((after, i) => line(MONDAY + after, i))));
        const counts = await collect(store.events.count({ ...QUERY, width, to: MONDAY + 7 * DAY }));
        expect(counts.map((count) => [(count.start - MONDAY) / width, count.kind === 'count' && count.value])).toEqual([
          [0, 3],
          [1, 1],
          [3, 1],
        ]);
      })()
    );

    test(
      'order is bucket, then entity, whatever the order of arrival',
      onStore(open, async (store) => {
        const lines = Array.from({ length: 5_000 }, (_, i) =>
          line(MONDAY + ((i * 7919) % 24) * HOUR, i, { 'habitus.entity.actor.user': `u${(i * 104_729) % 97}` })
        );
        await store.events.append(bytes(lines.slice(0, 2_000)));
        await store.events.append(bytes(lines.slice(2_000)));
        const keys = (await collect(store.events.count(QUERY))).map(({ start, entity }) => `${start} ${entity.id}`);
        expect(keys).toEqual([...keys].sort());
        expect(new Set(keys).size).toBe(24 * 97);
      })
    );

    test(
      'names of every script come in the order of their bytes',
      onStore(open, async (store) => {
        const users = ['z', 'ä', '\u{ff5e}', '😀', 'Z', '_'];
        await store.events.append(bytes(users.map((user, i) => line(MONDAY, i, { 'habitus.entity.actor.user': user }))));
        const met = (await collect(store.events.count(QUERY))).map(({ entity }) => entity.id);
        expect(met).toEqual([...users].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))));
      })
    );

    test(
      'a value that a list holds twice counts once an event',
      onStore(open, async (store) => {
        const lists = { 'related.hosts': ['x', 'x', 'y'], 'habitus.extra': { sizes: [3, 3, 4] } };
        await store.events.append(bytes([line(MONDAY, 1, lists), line(MONDAY + 1, 2, { 'related.hosts': ['x'] })]));
        const [set] = await collect(store.events.count({ ...QUERY, measure: { kind: 'values', field: 'related.hosts' } }));
        expect(set?.kind === 'values' && [...set.values]).toEqual([
          ['x', 2],
          ['y', 1],
        ]);
        expect(await collect(store.events.count({ ...QUERY, measure: { kind: 'sum', field: 'habitus.extra.sizes' } }))).toMatchObject([
          { value: 7, events: 2 },
        ]);
      })
    );

    test(
      'a stream that nobody reads to its end holds nothing up',
      onStore(open, async (store) => {
        await store.events.append(bytes(Array.from({ length: 5_000 }, (_, i) => line(MONDAY, i, { 'habitus.entity.actor.user': `u${i}` }))));
        for (let round = 0; round < 20; round++) {
          for await (const observation of store.events.count(QUERY)) {
            expect(observation.kind).toBe('count');
            break;
          }
        }
        expect(await collect(store.events.count(QUERY))).toHaveLength(5_000);
      })
    );
  });
}
