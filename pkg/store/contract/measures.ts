import { HOUR, MINUTE, type Measure, type Observation } from '../../model';
import type { Store } from '../store';
import { QUERY } from './counting-query';
import { bytes, line, MONDAY, type Fields } from './event-lines';
import { collect, onStore, type OpenStore } from './places';

/** What each measure makes of the events of a bucket. */
export function describeMeasures(open: OpenStore): void {
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
}
