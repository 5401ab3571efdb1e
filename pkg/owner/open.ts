import type { Store } from '../store/store';
import type { Habitus, OpenOptions } from './habitus';
import { openWith } from './open-with';
import { addOwnMetrics } from './own-metrics';
import type { Parts } from './parts';
import { askOptions } from './scoring';
import type { StoreChoice } from './store-choice';

/** Engine and collector in this process, on DuckDB or a cluster. Each is loaded when a data directory is opened, not before. */
const EMBEDDED: Parts = {
  async features(files) {
    const [{ shippedFeatures }, { loadFeatures, withoutTwins }] = await Promise.all([import('../observe/shipped'), import('../observe/load-features')]);
    return withoutTwins([...shippedFeatures(), ...loadFeatures(files)]);
  },
  async guardVersions(features, store) {
    const { guardVersions } = await import('../observe/guard-versions');
    await guardVersions(store.records, features);
  },
  async store({ choice, ...at }) {
    const own = await ownStore(choice, at);
    const store = choice?.keep === undefined ? own : (await import('../store/kept-store')).withRetention(own, choice.keep, at.clock);
    if (choice?.views === undefined) return store;
    const { withViews } = await import('../store/elasticsearch/views/with-views');
    const { connection, ...options } = choice.views;
    return withViews(store, connection, { ...options, clock: at.clock });
  },
  async pseudonyms(of, options) {
    const { pseudonymsOf } = await import('./pseudonyms');
    return await pseudonymsOf(of, options);
  },
  async engine({ calendars, scoring, ...on }) {
    const [{ createEngine }, { readCalendars }, ask] = await Promise.all([
      import('../engine/create'),
      import('../engine/calendar/read-calendars'),
      askOptions(scoring),
    ]);
    return createEngine({ ...on, calendars: await readCalendars(calendars), ...(ask && { ask }) });
  },
  async collector({ file, ...on }) {
    const { createCollector } = await import('../../collector/create');
    if (file === undefined) return createCollector(on);
    const { readCollectorConfig } = await import('../../collector/config/read');
    return createCollector({ ...on, config: readCollectorConfig(file) });
  },
  watch: addOwnMetrics,
};

async function ownStore(choice: StoreChoice | undefined, at: Omit<Parameters<Parts['store']>[0], 'choice'>): Promise<Store> {
  if (choice?.elasticsearch !== undefined) {
    const { openElasticsearch } = await import('../store/elasticsearch/open');
    return openElasticsearch({ ...choice.elasticsearch, namespace: at.namespace, clock: at.clock });
  }
  const { openDuckdb } = await import('../store/duckdb/open');
  return openDuckdb(at);
}

/** The store alone, where a command needs no more. @throws HabitusError as {@link openWith} */
export function openStore(at: Parameters<Parts['store']>[0]): Promise<Store> {
  return EMBEDDED.store(at);
}

/** Opens or makes a data directory; this process owns it until `close`. See {@link openWith} for the order and the errors. */
export function openHabitus(options: OpenOptions): Promise<Habitus> {
  return openWith(EMBEDDED, options);
}
