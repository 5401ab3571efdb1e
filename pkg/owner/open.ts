import type { Habitus, OpenOptions } from './habitus';
import { openWith } from './open-with';
import { addOwnMetrics } from './own-metrics';
import type { Parts } from './parts';

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
    if (choice !== undefined) {
      const { openElasticsearch } = await import('../store/elasticsearch/open');
      return openElasticsearch({ ...choice.elasticsearch, namespace: at.namespace, clock: at.clock });
    }
    const { openDuckdb } = await import('../store/duckdb/open');
    return openDuckdb(at);
  },
  async engine(on) {
    const { createEngine } = await import('../engine/create');
    return createEngine(on);
  },
  async collector({ file, ...on }) {
    const { createCollector } = await import('../../collector/create');
    if (file === undefined) return createCollector(on);
    const { readCollectorConfig } = await import('../../collector/config/read');
    return createCollector({ ...on, config: readCollectorConfig(file) });
  },
  watch: addOwnMetrics,
};

/** Opens or makes a data directory; this process owns it until `close`. See {@link openWith} for the order and the errors. */
export function openHabitus(options: OpenOptions): Promise<Habitus> {
  return openWith(EMBEDDED, options);
}
