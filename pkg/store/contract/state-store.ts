import { onStore, type OpenStore } from './places';

/** Opaque blocks. */
export function describeStateStore(name: string, open: OpenStore): void {
  describe(`${name}: state`, () => {
    test(
      'puts, gets, lists by prefix, deletes, survives a reopen',
      onStore(open, async (store, reopen) => {
        const block = Uint8Array.from({ length: 70_000 }, (_, i) => i % 251);
        expect(await store.state.get('block/f/0')).toBeUndefined();
        expect(await store.state.put('block/f/0', block, undefined)).toBe(1);
        expect(await store.state.put('block/f/1', new Uint8Array(), undefined)).toBe(1);
        expect(await store.state.put('lease%', Uint8Array.of(1), undefined)).toBe(1);
        const again = await reopen();
        const found = await again.state.get('block/f/0');
        expect(found?.version).toBe(1);
        expect(Buffer.compare(Buffer.from(found?.bytes ?? []), Buffer.from(block))).toBe(0);
        expect((await again.state.get('block/f/1'))?.bytes).toHaveLength(0);
        expect(await again.state.keys('block/f/')).toEqual(['block/f/0', 'block/f/1']);
        expect(await again.state.keys('lease%')).toEqual(['lease%']);
        await again.state.delete('block/f/0');
        await again.state.delete('block/f/0');
        expect(await again.state.keys('')).toEqual(['block/f/1', 'lease%']);
      })
    );

    test(
      'the bytes may be reused at once',
      onStore(open, async (store) => {
        const block = Uint8Array.of(1, 2, 3);
        const put = store.state.put('k', block, undefined);
        block.fill(9);
        await put;
        expect([...((await store.state.get('k'))?.bytes ?? [])]).toEqual([1, 2, 3]);
      })
    );

    test(
      'compare-and-set: a stale version, and a key that must not exist, are refused',
      onStore(open, async (store) => {
        expect(await store.state.put('k', Uint8Array.of(1), 1)).toBeUndefined();
        expect(await store.state.put('k', Uint8Array.of(1), undefined)).toBe(1);
        expect(await store.state.put('k', Uint8Array.of(2), undefined)).toBeUndefined();
        expect(await store.state.put('k', Uint8Array.of(2), 1)).toBe(2);
        expect(await store.state.put('k', Uint8Array.of(3), 1)).toBeUndefined();
        expect([...((await store.state.get('k'))?.bytes ?? [])]).toEqual([2]);
      })
    );

    test(
      'of many at the same time exactly one wins each version',
      onStore(open, async (store) => {
        for (let version: number | undefined, round = 0; round < 5; round++) {
          const results = await Promise.all(Array.from({ length: 20 }, (_, i) => store.state.put('k', Uint8Array.of(i), version)));
          const won = results.filter((result) => result !== undefined);
          expect(won).toHaveLength(1);
          version = won[0];
          expect((await store.state.get('k'))?.version).toBe(version);
        }
      })
    );
  });
}
