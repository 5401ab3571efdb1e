import type { Store, StoreHealth } from '../../store';
import { connect, type ConnectionOptions } from '../connection';
import { ViewReader, type ReaderOptions } from './reader';
import { ViewedEvents } from './viewed-events';
import type { ViewedStore } from './viewed-store';

/** A search of a view may take longer than one of ours: after this it is asked for in halves. */
const TIMEOUT = 60_000;

/**
 * The same store, with events of data views counted and found beside its own. The store may be any: views are read from the cluster of the connection. Asks the
 * cluster nothing before something is counted, so that a cluster that is away keeps no backend from starting.
 */
export function withViews(store: Store, connection: ConnectionOptions, options: ReaderOptions): ViewedStore {
  const views = new ViewReader(connect({ ...connection, timeout: connection.timeout ?? TIMEOUT }), options);
  return {
    namespace: store.namespace,
    ...(store.shared !== undefined && { shared: store.shared }),
    events: new ViewedEvents(store.events, views),
    observations: store.observations,
    state: store.state,
    findings: store.findings,
    records: store.records,
    views,
    health: async () => healthOf(await store.health(), views),
    close: async () => {
      await views.close();
      await store.close();
    },
  };
}

function healthOf(health: StoreHealth, { gaps }: ViewReader): StoreHealth {
  const [first] = gaps;
  if (first === undefined) return health;
  const more = gaps.length > 1 ? ` (and ${gaps.length - 1} more)` : '';
  return { ...health, detail: `${health.detail}; view ${first.view}: ${first.detail}${more}` };
}
