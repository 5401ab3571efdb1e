/** A collector in a process of its own, so that a test can see its whole memory: started by {@link startCollector}, driven by messages. */
import { openDuckdb } from '../../pkg/store/duckdb/open';
import type { ImportReport } from '../collector';
import { createCollector } from '../create';

export type Order = { readonly do: 'import'; readonly path: string; readonly source?: string } | { readonly do: 'status' | 'stop' };

export interface Condition {
  readonly stored: number;
  readonly deadLettered: Readonly<Record<string, number>>;
  /** The most the process ever held, in bytes. */
  readonly peak: number;
}

export type Answer =
  | { readonly kind: 'listening'; readonly url: string }
  | { readonly kind: 'imported'; readonly report: ImportReport }
  | { readonly kind: 'status'; readonly condition: Condition };

async function main(dir: string, now: number): Promise<void> {
  const clock = (): number => now;
  const store = await openDuckdb({ dir, namespace: 'default', clock, memoryLimit: '768MB' });
  const collector = await createCollector({ store, dir, clock });
  const say = (answer: Answer): void => void process.send?.(answer);

  const obey = async (order: Order): Promise<void> => {
    if (order.do === 'import') {
      say({ kind: 'imported', report: await collector.import([order.path], order.source === undefined ? {} : { source: order.source }) });
    } else if (order.do === 'status') {
      await collector.flush();
      const { deadLettered } = collector.status();
      say({ kind: 'status', condition: { stored: (await store.events.extent()).count, deadLettered, peak: process.resourceUsage().maxRSS * 1024 } });
    } else {
      await collector.stop();
      await store.close();
      process.disconnect();
    }
  };
  process.on('message', (order: Order) => void obey(order));
  say({ kind: 'listening', url: await collector.listen({ host: '127.0.0.1', port: 0 }) });
}

void main(process.argv[2] ?? '', Number(process.argv[3]));
