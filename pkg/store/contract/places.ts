import type { Store } from '../store';

/** Opens the store that lives at a place; the same place gives the same data again. Places are made up by the suites. */
export type OpenStore = (place: string) => Promise<Store>;

let places = 0;

/** Runs a test on a store of its own and closes it. `reopen` closes and opens it again. */
export function onStore(open: OpenStore, test: (store: Store, reopen: () => Promise<Store>) => Promise<void>): () => Promise<void> {
  return async () => {
    places += 1;
    const place = `place-${process.pid}-${places}`;
    let store = await open(place);
    const reopen = async (): Promise<Store> => {
      await store.close();
      store = await open(place);
      return store;
    };
    try {
      await test(store, reopen);
    } finally {
      await store.close();
    }
  };
}

/** All that a stream gives. */
export async function collect<T>(stream: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = [];
  for await (const item of stream) {
    items.push(item);
  }
  return items;
}
