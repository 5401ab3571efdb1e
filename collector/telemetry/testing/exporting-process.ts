/** A collector in a process of its own that exports telemetry as its environment says: the SDK is loaded once a process. Says its address, ends when it is told to. Argument: folder. */
import { openDuckdb } from '../../../pkg/store/duckdb/open';
import { createCollector } from '../../create';

async function main(dir: string): Promise<void> {
  const store = await openDuckdb({ dir, namespace: 'default', clock: Date.now });
  const collector = await createCollector({ store, dir });
  const address = await collector.listen({ host: '127.0.0.1', port: 0 });
  await collector.receive();
  process.on('message', () => {
    void (async () => {
      await collector.flush();
      await collector.stop();
      process.send?.({ error: collector.status().telemetryError });
      await store.close();
      process.disconnect();
    })();
  });
  process.send?.({ address });
}

void main(process.argv[2] ?? '');
