import { onStore, type OpenStore } from './places';

/** Typed, versioned records. */
export function describeRecordStore(name: string, open: OpenStore): void {
  describe(`${name}: records`, () => {
    test(
      'puts, gets, lists in order of id, deletes, survives a reopen',
      onStore(open, async (store, reopen) => {
        const value = { words: 'it\'s "quoted" ☃', deep: [{ a: 1.5 }], nothing: null };
        expect(await store.records.get('epoch', '1')).toBeUndefined();
        expect(await store.records.put('epoch', 'b', value, undefined)).toBe(1);
        expect(await store.records.put('epoch', 'a/1', 1, undefined)).toBe(1);
        expect(await store.records.put('epoch', 'a/2', 'two', undefined)).toBe(1);
        expect(await store.records.put('cursor', 'b', false, undefined)).toBe(1);
        const again = await reopen();
        expect(await again.records.get('epoch', 'b')).toEqual({ value, version: 1 });
        expect(await again.records.list('epoch')).toEqual([
          { id: 'a/1', value: 1, version: 1 },
          { id: 'a/2', value: 'two', version: 1 },
          { id: 'b', value, version: 1 },
        ]);
        expect((await again.records.list('epoch', 'a/')).map((record) => record.id)).toEqual(['a/1', 'a/2']);
        await again.records.delete('epoch', 'b');
        await again.records.delete('epoch', 'never was');
        expect(await again.records.get('epoch', 'b')).toBeUndefined();
        expect(await again.records.get('cursor', 'b')).toEqual({ value: false, version: 1 });
      })
    );

    test(
      'numbers come back to the last bit',
      onStore(open, async (store) => {
        const value = { numbers: [-Infinity, Infinity, NaN, -0, 0.1 + 0.2, 5e-324], array: Float64Array.of(1, NaN), map: new Map([['a', 1]]) };
        await store.records.put('epoch', '1', value, undefined);
        const found = await store.records.get<typeof value>('epoch', '1');
        expect(found?.value).toEqual(value);
        expect(Object.is(found?.value.numbers[3], -0)).toBe(true);
      })
    );

    test(
      'kinds and ids of any length and letters are told apart',
      onStore(open, async (store) => {
        const ids = ['x'.repeat(600), `${'x'.repeat(600)}y`, 'a/b', 'a b', 'ü%2F', '*'];
        for (const id of ids) expect(await store.records.put('k', id, id, undefined)).toBe(1);
        for (const id of ids) expect((await store.records.get('k', id))?.value).toBe(id);
        expect((await store.records.list('k')).map(({ id }) => id)).toEqual([...ids].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))));
        expect(await store.records.list('k', '*')).toHaveLength(1);
      })
    );

    test(
      'compare-and-set',
      onStore(open, async (store) => {
        expect(await store.records.put('k', 'x', 1, 1)).toBeUndefined();
        const first = await Promise.all([1, 2, 3].map((value) => store.records.put('k', 'x', value, undefined)));
        expect(first.filter((version) => version !== undefined)).toEqual([1]);
        const second = await Promise.all([4, 5, 6].map((value) => store.records.put('k', 'x', value, 1)));
        expect(second.filter((version) => version !== undefined)).toEqual([2]);
        expect((await store.records.get('k', 'x'))?.version).toBe(2);
      })
    );
  });
}
