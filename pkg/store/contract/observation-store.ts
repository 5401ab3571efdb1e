import { DAY, HOUR } from '../../model';
import type { RollUp } from '../store';
import { MONDAY } from './event-lines';
import { collect, onStore, type OpenStore } from './places';

/** Daily roll-ups. */
export function describeObservationStore(name: string, open: OpenStore): void {
  describe(`${name}: observations`, () => {
    test(
      'gives every bit back, NaN and fractions included',
      onStore(open, async (store, reopen) => {
        const row = rollUp({
          observed: Float64Array.of(0, NaN, 7, 2 ** 40),
          expected: Float64Array.of(0.1, NaN, 1 / 3, 5e-324),
          lower: Float64Array.of(0, 0, 0, -0),
          upper: Float64Array.of(1, Infinity, 250, 255),
        });
        await store.observations.write([row]);
        const [read] = await collect((await reopen()).observations.read({ from: 0, to: Number.MAX_SAFE_INTEGER }));
        expect(read).toEqual(row);
        expect(Object.is(read?.lower[3], -0)).toBe(true);
      })
    );

    test(
      'a write behind a newer fence is refused and changes nothing; the same fence may write again',
      onStore(open, async (store) => {
        const observed = async (): Promise<number | undefined> =>
          (await collect(store.observations.read({ from: 0, to: Number.MAX_SAFE_INTEGER })))[0]?.observed[0];
        const row = (value: number): RollUp => rollUp({ observed: Float64Array.of(value, 0, 0, 0) });
        await store.observations.write([row(1)], { name: 'group', version: 7 });
        await store.observations.write([row(2)], { name: 'group', version: 7 });
        await store.observations.write([row(3)], { name: 'group', version: 1_000 });
        await expect(store.observations.write([row(4)], { name: 'group', version: 7 })).rejects.toMatchObject({ code: 'HAB-STORE-008' });
        expect(await observed()).toBe(3);
      })
    );

    test(
      'value sets come back with their buckets',
      onStore(open, async (store) => {
        const row = rollUp({
          values: [
            {
              bucket: 2,
              values: new Map([
                ['DE', 2],
                ['FR', 1],
              ]),
            },
            { bucket: 3, values: new Map([['DE', 1]]) },
          ],
        });
        await store.observations.write([row]);
        expect(await collect(store.observations.read({ from: MONDAY, to: MONDAY + DAY }))).toEqual([row]);
      })
    );

    test(
      'lists of steps come back with their buckets',
      onStore(open, async (store) => {
        const lists = [
          { bucket: 2, steps: '0 0,5kz 1', beyond: 3 },
          { bucket: 3, steps: '1 1', beyond: 0 },
        ];
        const row = rollUp({ steps: { words: ['vi', 'a "b"'], lists } });
        await store.observations.write([row]);
        expect(await collect(store.observations.read({ from: MONDAY, to: MONDAY + DAY }))).toEqual([row]);
      })
    );

    test(
      'retention drops whole months and says how many rows',
      onStore(open, async (store, reopen) => {
        expect(await store.observations.newest()).toBeUndefined();
        expect(await store.observations.retain(MONDAY)).toBe(0);
        const [july, august] = [Date.UTC(2024, 6, 31), Date.UTC(2024, 7, 1)];
        await store.observations.write([rollUp({ day: july }), rollUp({ day: august }), rollUp({ day: Date.UTC(2024, 4, 1) })]);
        expect(await store.observations.newest()).toBe(august);
        expect(await store.observations.retain(august)).toBe(2);
        const again = await reopen();
        expect((await collect(again.observations.read({ from: 0, to: august + DAY }))).map(({ day }) => day)).toEqual([august]);
        await again.observations.write([rollUp({ day: july })]);
        expect((await collect(again.observations.read({ from: 0, to: august + DAY }))).map(({ day }) => day)).toEqual([july, august]);
      })
    );

    test(
      'overwrites the same entity, feature and day; the last of a batch stays',
      onStore(open, async (store) => {
        await store.observations.write([rollUp({ day: MONDAY }), rollUp({ day: MONDAY + DAY })]);
        await store.observations.write([rollUp({ featureVersion: 2 }), rollUp({ featureVersion: 3 })]);
        const rows = await collect(store.observations.read({ from: MONDAY, to: MONDAY + 2 * DAY }));
        expect(rows.map((row) => [row.day, row.featureVersion])).toEqual([
          [MONDAY, 3],
          [MONDAY + DAY, 1],
        ]);
      })
    );

    test(
      'reads half open, by feature, by entity, in order of feature, entity, day',
      onStore(open, async (store) => {
        const ids = [
          ['f', 'anna', 1],
          ['f', 'anna', 0],
          ['e', 'berta', 0],
          ['f', 'aaa', 1],
          ['e', 'anna', 2],
        ] as const;
        await store.observations.write(ids.map(([feature, id, day]) => rollUp({ feature, entity: { type: 'user', id }, day: MONDAY + day * DAY })));
        const read = async (query: object) =>
          (await collect(store.observations.read({ from: MONDAY, to: MONDAY + 2 * DAY, ...query }))).map(
            (row) => `${row.feature} ${row.entity.id} ${(row.day - MONDAY) / DAY}`
          );
        expect(await read({})).toEqual(['e berta 0', 'f aaa 1', 'f anna 0', 'f anna 1']);
        expect(await read({ feature: 'e', to: MONDAY + 3 * DAY })).toEqual(['e anna 2', 'e berta 0']);
        expect(await read({ entity: { type: 'user', id: 'anna' } })).toEqual(['f anna 0', 'f anna 1']);
        expect(await read({ entity: { type: 'host', id: 'anna' } })).toEqual([]);
        expect(await read({ from: MONDAY + 1, to: MONDAY + DAY })).toEqual([]);
      })
    );

    test(
      'ten thousand rows at once, twice',
      onStore(open, async (store) => {
        const rows = Array.from({ length: 10_000 }, (_, i) =>
          rollUp({ entity: { type: 'user', id: `u${String(i).padStart(5, '0')}` }, observed: new Float64Array(24).fill(i) })
        );
        await store.observations.write(rows);
        await store.observations.write(rows);
        const read = await collect(store.observations.read({ from: MONDAY, to: MONDAY + DAY }));
        const brief = (some: readonly RollUp[]): string => some.map((row) => `${row.entity.id} ${row.observed.join()}`).join('\n');
        expect(brief(read) === brief(rows)).toBe(true);
        expect(read[777]).toEqual(rows[777]);
      })
    );

    test(
      'writes nothing when there is nothing to write',
      onStore(open, async (store) => {
        await store.observations.write([]);
        expect(await collect(store.observations.read({ from: 0, to: MONDAY + DAY }))).toEqual([]);
      })
    );
  });
}

function rollUp(over: Partial<RollUp>): RollUp {
  const length = over.observed?.length ?? 4;
  return {
    entity: { type: 'user', id: 'anna' },
    feature: 'logins-failed-per-user',
    featureVersion: 1,
    day: MONDAY,
    width: HOUR,
    observed: new Float64Array(length),
    expected: new Float64Array(length).fill(0.25),
    lower: new Float64Array(length),
    upper: new Float64Array(length).fill(3),
    ...over,
  };
}
