/** A collector of a new namespace with pseudonyms, in a process of its own that a test kills. Argument: the data directory. Tells its address when it listens. */
import { openPseudonyms } from '../../../pkg/identity';
import { openDuckdb } from '../../../pkg/store/duckdb/open';
import { createCollector } from '../../create';

const DELIVER_EVERY = 15;

async function main(dir: string): Promise<void> {
  const store = await openDuckdb({ dir, namespace: 'default', clock: Date.now, memoryLimit: '256MB', leastPart: 200 });
  const isEmpty = async (): Promise<boolean> => (await store.events.extent()).count === 0;
  const pseudonyms = await openPseudonyms({ dataDir: dir, namespace: 'default', records: store.records, isShared: false, isEmpty }, { pseudonyms: true });
  const collector = await createCollector({ store, dir, pseudonyms });
  setInterval(() => void collector.flush().catch(() => undefined), DELIVER_EVERY);
  process.send?.(await collector.listen({ host: '127.0.0.1', port: 0 }));
}

void main(process.argv[2] ?? '');
