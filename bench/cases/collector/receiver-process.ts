/** A collector in a process of its own, so that its processor time and memory are its alone. Arguments: folder, address of the bulk stub. */
import { createCollector } from '../../../collector/create';
import { openElasticsearch } from '../../../pkg/store/elasticsearch/open';

/** What it tells: where it receives, then, each time it is asked, what it took from the machine so far once all it has is delivered. */
export interface Spent {
  readonly address?: string;
  readonly cpuSeconds?: number;
  /** Peak, in MB. */
  readonly memory?: number;
}

async function main(dir: string, stub: string): Promise<void> {
  const store = await openElasticsearch({ nodes: [stub], namespace: 'default', clock: Date.now });
  const collector = await createCollector({ store, dir });
  const say = (spent: Spent): void => void process.send?.(spent);
  process.on('message', (order: 'measure' | 'stop') => {
    void (async () => {
      await collector.flush();
      const { user, system } = process.cpuUsage();
      say({ cpuSeconds: (user + system) / 1e6, memory: process.resourceUsage().maxRSS / 1024 });
      if (order === 'stop') {
        await collector.stop();
        await store.close();
        process.disconnect();
      }
    })();
  });
  say({ address: await collector.listen({ host: '127.0.0.1', port: 0 }) });
}

void main(process.argv[2] ?? '', process.argv[3] ?? '');
