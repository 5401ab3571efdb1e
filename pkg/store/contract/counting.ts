import { DAY, HOUR, MINUTE, type Condition, type Measure, type Observation } from '../../model';
import type { CountQuery } from '../../observe/count-query';
import type { Store } from '../store';
import { bytes, line, MONDAY, type Fields } from './event-lines';
import { collect, onStore, type OpenStore } from './places';

const QUERY: CountQuery = {
  namespace: 'default',
  entity: { type: 'user', role: 'actor' },
  where: { all: [] },
  measure: { kind: 'count' },
  width: HOUR,
  from: MONDAY,
  to: MONDAY + DAY,
};

/** The answers of `count`: measures, conditions, ranges, order. */
export function describeCounting(name: string, open: OpenStore): void {
  describe(`${name}: count`, () => {
    describe('measures', () => {
      const of =
        (measure: Measure, ...events: readonly Fields[]) =>
        async (store: Store): Promise<Observation[]> => {
          await store.events.append(bytes(events.map((fields, i) => line(MONDAY + i * MINUTE, i, fields))));
          return collect(store.events.count({ ...QUERY, measure }));
        };
      const place = { entity: { type: 'user', id: 'anna' }, start: MONDAY, width: HOUR };

      test(
        'count',
        onStore(open, async (store) => {
          expect(await of({ kind: 'count' }, {}, {}, {})(store)).toEqual([{ ...place, kind: 'count', value: 3 }]);
        })
      );

      test(
        'distinct leaves out events without the field',
        onStore(open, async (store) => {
          const events = [{ 'source.ip': '10.0.0.1' }, { 'source.ip': '10.0.0.2' }, { 'source.ip': '10.0.0.1' }, {}];
          expect(await of({ kind: 'distinct', field: 'source.ip' }, ...events)(store)).toEqual([{ ...place, kind: 'count', value: 2 }]);
        })
      );

      test(
        'distinct of a list and of open fields',
        onStore(open, async (store) => {
          const events = [{ 'related.ip': ['a', 'b'], labels: { k: 'x' } }, { 'related.ip': ['b', 'c'], labels: { k: 'y' } }, { labels: { other: 1 } }];
          expect(await of({ kind: 'distinct', field: 'related.ip' }, ...events)(store)).toEqual([{ ...place, kind: 'count', value: 3 }]);
          expect(await collect(store.events.count({ ...QUERY, measure: { kind: 'distinct', field: 'labels.k' } }))).toEqual([
            { ...place, kind: 'count', value: 2 },
          ]);
        })
      );

      test(
        'distinct is exact up to 1,024 and marked beyond',
        onStore(open, async (store) => {
          const lines = [1024, 1025].flatMap((many, hour) =>
            Array.from({ length: many }, (_, i) => line(MONDAY + hour * HOUR, hour * 10_000 + i, { 'source.ip': `10.0.${i >> 8}.${i & 255}` }))
          );
          await store.events.append(bytes(lines));
          const [exact, beyond] = await collect(store.events.count({ ...QUERY, measure: { kind: 'distinct', field: 'source.ip' } }));
          expect(exact).toEqual({ ...place, kind: 'count', value: 1024 });
          expect(beyond).toMatchObject({ start: MONDAY + HOUR, kind: 'count', approximate: true });
          expect(Math.abs((beyond?.kind === 'count' ? beyond.value : NaN) - 1025)).toBeLessThan(52);
        })
      );

      test(
        'sum, mean and maximum over integers, exact beyond 32 bits',
        onStore(open, async (store) => {
          const events = [{ 'source.bytes': 4_000_000_000 }, { 'source.bytes': 4_000_000_001 }, { 'source.bytes': -1 }, {}];
          const magnitude = { ...place, kind: 'magnitude', events: 3 };
          expect(await of({ kind: 'sum', field: 'source.bytes' }, ...events)(store)).toEqual([{ ...magnitude, value: 8_000_000_000 }]);
          const by = (kind: 'mean' | 'maximum') => collect(store.events.count({ ...QUERY, measure: { kind, field: 'source.bytes' } }));
          expect(await by('mean')).toEqual([{ ...magnitude, value: 8_000_000_000 / 3 }]);
          expect(await by('maximum')).toEqual([{ ...magnitude, value: 4_000_000_001 }]);
        })
      );

      test(
        'sum, mean and maximum of fractions, also below zero; a text that is no number is none',
        onStore(open, async (store) => {
          const events = [0.1, 0.2, 0.3, 'n/a', -0.0005].map((load) => ({ 'habitus.extra': { load } }));
          const magnitude = { ...place, kind: 'magnitude', events: 4 };
          expect(await of({ kind: 'sum', field: 'habitus.extra.load' }, ...events)(store)).toEqual([{ ...magnitude, value: 0.5995 }]);
          const by = (kind: 'mean' | 'maximum') => collect(store.events.count({ ...QUERY, measure: { kind, field: 'habitus.extra.load' } }));
          expect(await by('mean')).toEqual([{ ...magnitude, value: 0.149875 }]);
          expect(await by('maximum')).toEqual([{ ...magnitude, value: 0.3 }]);
        })
      );

      test(
        'sum of an open field, and no observation where no event has it',
        onStore(open, async (store) => {
          const events = [{ 'habitus.extra': { pages: 3, deep: { n: 5 } } }, { 'habitus.extra': { pages: 4, 'deep.n': 6 } }];
          expect(await of({ kind: 'sum', field: 'habitus.extra.pages' }, ...events)(store)).toEqual([{ ...place, kind: 'magnitude', value: 7, events: 2 }]);
          expect(await collect(store.events.count({ ...QUERY, measure: { kind: 'sum', field: 'habitus.extra.deep.n' } }))).toEqual([
            { ...place, kind: 'magnitude', value: 11, events: 2 },
          ]);
          expect(await collect(store.events.count({ ...QUERY, measure: { kind: 'sum', field: 'source.bytes' } }))).toEqual([]);
        })
      );

      test(
        'values with how often each was',
        onStore(open, async (store) => {
          const events = [{ 'source.geo.country_iso_code': 'DE' }, { 'source.geo.country_iso_code': 'FR' }, { 'source.geo.country_iso_code': 'DE' }, {}];
          expect(await of({ kind: 'values', field: 'source.geo.country_iso_code' }, ...events)(store)).toEqual([
            {
              ...place,
              kind: 'values',
              values: new Map([
                ['DE', 2],
                ['FR', 1],
              ]),
            },
          ]);
        })
      );

      test(
        'values of a list, per entity and bucket',
        onStore(open, async (store) => {
          await store.events.append(
            bytes([
              line(MONDAY, 1, { 'related.hosts': ['x', 'y'] }),
              line(MONDAY + HOUR, 2, { 'related.hosts': ['y'] }),
              line(MONDAY, 3, { 'related.hosts': ['x'], 'habitus.entity.actor.user': 'berta' }),
            ])
          );
          const sets = await collect(store.events.count({ ...QUERY, measure: { kind: 'values', field: 'related.hosts' } }));
          expect(sets.map((set) => [set.entity.id, set.start - MONDAY, set.kind === 'values' ? [...set.values] : []])).toEqual([
            [
              'anna',
              0,
              [
                ['x', 1],
                ['y', 1],
              ],
            ],
            ['berta', 0, [['x', 1]]],
            ['anna', HOUR, [['y', 1]]],
          ]);
        })
      );

      test(
        'single gives an observation an event, in order of time',
        onStore(open, async (store) => {
          const events = [{ 'habitus.payment.amount': 900 }, { 'habitus.payment.amount': 100 }, {}];
          const singles = await of({ kind: 'single', field: 'habitus.payment.amount' }, ...events)(store);
          expect(singles).toEqual([900, 100].map((value, i) => ({ ...place, kind: 'single', value, eventId: JSON.parse(line(MONDAY, i))['habitus.id'] })));
        })
      );
    });

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
