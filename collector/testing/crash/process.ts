/** A collector that a test kills. Arguments: folder, kind of store, seed, `die` where it may kill itself, address of a cluster. Speaks by messages. */
import { mkdirSync } from 'node:fs';
import { seededRandom } from '../../../pkg/maths';
import type { EventStore, Store } from '../../../pkg/store/store';
import { createCollector } from '../../create';
import { DurableDouble } from './durable-double';
import { faulty } from './faulty';

/** What the process tells. */
export type Told =
  | { readonly kind: 'listening'; readonly url: string }
  | { readonly kind: 'drained'; readonly markers: readonly string[]; readonly walBytes: number; readonly deadLettered: number };

export type StoreKind = 'double' | 'duckdb' | 'elasticsearch';

/** How often delivery is asked for, milliseconds: the usual second would let a run see little of it. */
const DELIVER_EVERY = 15;

interface Opened {
  readonly store: Store;
  readonly markers: () => Promise<readonly string[]>;
}

async function openStore(kind: StoreKind, dir: string, cluster: string): Promise<Opened> {
  if (kind === 'elasticsearch') {
    const { openElasticsearch } = await import('../../../pkg/store/elasticsearch/open');
    // The stub knows its documents itself.
    return { store: await openElasticsearch({ nodes: [cluster], namespace: 'default', clock: Date.now }), markers: () => Promise.resolve([]) };
  }
  if (kind === 'double') {
    const events = new DurableDouble(dir);
    return { store: { events } as unknown as Store, markers: () => Promise.resolve(events.markers()) };
  }
  const { openDuckdb } = await import('../../../pkg/store/duckdb/open');
  const store = await openDuckdb({ dir, namespace: 'default', clock: Date.now, memoryLimit: '256MB', leastPart: 200 });
  const all = { from: 0, to: 8e15, limit: 1_000_000 };
  return { store, markers: async () => (await store.events.find(all)).map((event) => (event as { event?: { action?: string } }).event?.action ?? '') };
}

async function main(dir: string, kind: StoreKind, seed: number, mayDie: boolean, cluster: string): Promise<void> {
  mkdirSync(dir, { recursive: true });
  const { store, markers } = await openStore(kind, dir, cluster);
  const appendFile = faulty(store.events.appendFile.bind(store.events), seededRandom(seed), mayDie);
  const events = new Proxy(store.events, { get: (target, key): unknown => (key === 'appendFile' ? appendFile : bound(target, key as keyof EventStore)) });
  const collector = await createCollector({ store: { ...store, events }, dir });
  const say = (told: Told): void => void process.send?.(told);
  setInterval(() => void collector.flush().catch(() => undefined), DELIVER_EVERY);
  process.on('message', () => {
    void (async () => {
      while (
        !(await collector.flush().then(
          () => true,
          () => false
        ))
      ) {
        continue;
      }
      const { walBytes, deadLettered } = collector.status();
      say({ kind: 'drained', markers: await markers(), walBytes, deadLettered: Object.values(deadLettered).reduce((sum, one) => sum + one, 0) });
    })();
  });
  say({ kind: 'listening', url: await collector.listen({ host: '127.0.0.1', port: 0 }) });
}

function bound(events: EventStore, key: keyof EventStore): unknown {
  const value: unknown = events[key];
  return typeof value === 'function' ? (value.bind(events) as unknown) : value;
}

void main(process.argv[2] ?? '', process.argv[3] as StoreKind, Number(process.argv[4]), process.argv[5] === 'die', process.argv[6] ?? '');
