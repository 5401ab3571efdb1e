import { openPseudonyms, type Pseudonyms } from '../../pkg/identity';

/** Records in memory, as far as pseudonyms use them. */
function memoryRecords(): Parameters<typeof openPseudonyms>[0]['records'] {
  const kept = new Map<string, unknown>();
  return {
    get: <T>(kind: string, id: string) => Promise.resolve(kept.has(`${kind} ${id}`) ? { value: kept.get(`${kind} ${id}`) as T, version: 1 } : undefined),
    put: (kind, id, value) => Promise.resolve(kept.has(`${kind} ${id}`) ? undefined : kept.set(`${kind} ${id}`, value) && 1),
    list: <T>(kind: string) =>
      Promise.resolve(
        [...kept].flatMap(([key, value]) => (key.startsWith(`${kind} `) ? [{ id: key.slice(kind.length + 1), value: value as T, version: 1 }] : []))
      ),
  };
}

/** Pseudonyms of a namespace of its own, with the same tokens in every test. */
export async function testPseudonyms(dataDir: string, keep: readonly string[] = []): Promise<Pseudonyms> {
  const made = await openPseudonyms(
    { dataDir, namespace: 'test', records: memoryRecords(), isShared: false, isEmpty: () => Promise.resolve(true) },
    { pseudonyms: true, keep, key: { value: 'a key of a test, long enough for it' } }
  );
  if (made === undefined) throw new Error('expected pseudonyms');
  return made;
}
