import { HOUR, MINUTE, type Observation } from '../../model';
import type { Store } from '../store';
import { QUERY } from './counting-query';
import { bytes, line, MONDAY, type Fields } from './event-lines';
import { collect, onStore, type OpenStore } from './places';

/** Lists of steps: order, ties, bounds. */
export function describeOrdered(open: OpenStore): void {
  describe('ordered', () => {
    const counted = (store: Store, field = 'process.name'): Promise<Observation[]> =>
      collect(store.events.count({ ...QUERY, measure: { kind: 'ordered', field } }));
    const step = (at: number, number: number, name: string, fields: Fields = {}): string => line(at, number, { 'process.name': name, ...fields });
    const words = (obs: Observation | undefined): string => (obs?.kind === 'ordered' ? obs.steps.map(({ value }) => value).join(' ') : 'nothing');

    test(
      'steps in order of time, whatever the order of arrival; events without the field are none',
      onStore(open, async (store) => {
        await store.events.append(bytes([step(MONDAY + 2 * MINUTE, 1, 'make'), step(MONDAY + MINUTE, 2, 'vi'), line(MONDAY, 3)]));
        await store.events.append(bytes([step(MONDAY + 2 * MINUTE + 1, 4, 'vi'), step(MONDAY + HOUR, 5, 'git')]));
        const place = { kind: 'ordered', entity: { type: 'user', id: 'anna' }, width: HOUR, beyond: 0 };
        const [early, middle, late] = [MONDAY + MINUTE, MONDAY + 2 * MINUTE, MONDAY + 2 * MINUTE + 1];
        expect(await counted(store)).toEqual([
          {
            ...place,
            start: MONDAY,
            steps: [
              { at: early, value: 'vi' },
              { at: middle, value: 'make' },
              { at: late, value: 'vi' },
            ],
          },
          { ...place, start: MONDAY + HOUR, steps: [{ at: MONDAY + HOUR, value: 'git' }] },
        ]);
      })
    );

    test(
      'of one instant in order of their ids, also where a clock says more than milliseconds; of one event in order of the values',
      onStore(open, async (store) => {
        const at = MONDAY + MINUTE;
        const finer = (number: number, name: string, micros: string): string =>
          step(at, number, name, { '@timestamp': new Date(at).toISOString().replace('Z', `${micros}Z`) });
        await store.events.append(bytes([step(at, 9, 'c'), finer(7, 'a', '900'), finer(8, 'b', '100')]));
        expect(words((await counted(store))[0])).toBe('a b c');
        await store.events.append(bytes([line(MONDAY + HOUR, 20, { 'related.hosts': ['y', 'x', 'y', 'ä', 'Z'] })]));
        expect(words((await counted(store, 'related.hosts'))[0])).toBe('Z x y ä');
      })
    );

    test(
      'by entity, in order of bucket and entity',
      onStore(open, async (store) => {
        const who = (user: string): Fields => ({ 'habitus.entity.actor.user': user });
        const lines = [
          step(MONDAY, 1, 'a', who('😀')),
          step(MONDAY + 1, 2, 'b', who('berta')),
          step(MONDAY + 2, 3, 'c', who('\u{ff5e}')),
          step(MONDAY + HOUR, 4, 'd', who('anna')),
        ];
        await store.events.append(bytes([...lines, step(MONDAY + 3, 5, 'e', who('berta')), step(MONDAY + 4, 6, 'f', who(''))]));
        const lists = (await counted(store)).filter(({ entity }) => entity.id !== '');
        expect(lists.map((obs) => `${obs.entity.id} ${words(obs)}`)).toEqual(['berta b e', '\u{ff5e} c', '😀 a', 'anna d']);
        const only = await collect(store.events.count({ ...QUERY, measure: { kind: 'ordered', field: 'process.name' }, only: ['anna'] }));
        expect(only.map(words)).toEqual(['d']);
      })
    );

    test(
      'the first 256, and how many more there were; a long step is cut between letters',
      onStore(open, async (store) => {
        const lines = Array.from({ length: 6_000 }, (_, i) => step(MONDAY + i, i, `c${i % 300}`));
        await store.events.append(bytes([...lines, step(MONDAY + HOUR, 9_000, `${'x'.repeat(255)}😀`), step(MONDAY + HOUR + 1, 9_001, 'y'.repeat(300))]));
        const [list, long] = await counted(store);
        expect(list).toMatchObject({ kind: 'ordered', beyond: 5_744 });
        expect(words(list)).toBe(Array.from({ length: 256 }, (_, i) => `c${i}`).join(' '));
        expect(words(long)).toBe(`${'x'.repeat(255)} ${'y'.repeat(256)}`);
      })
    );

    test(
      'of numbers and open fields, as text',
      onStore(open, async (store) => {
        const events = [
          { 'http.response.status_code': 200, 'habitus.extra': { step: 'b' } },
          { 'http.response.status_code': 404, 'habitus.extra': { step: 'a' } },
        ];
        await store.events.append(bytes(events.map((fields, i) => line(MONDAY + i, i, fields))));
        expect(words((await counted(store, 'http.response.status_code'))[0])).toBe('200 404');
        expect(words((await counted(store, 'habitus.extra.step'))[0])).toBe('b a');
      })
    );
  });
}
