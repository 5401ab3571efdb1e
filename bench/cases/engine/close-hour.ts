import { monitorEventLoopDelay } from 'node:perf_hooks';
import { createEngine } from '../../../pkg/engine/create';
import { DAY, HOUR } from '../../../pkg/model';
import { openDuckdb } from '../../../pkg/store/duckdb/open';
import type { Store } from '../../../pkg/store/store';
import { cpuSeconds, inScratch, seconds } from '../../scratch';
import { features, storeHour } from './population';

/** A Monday. */
const FROM = Date.UTC(2026, 0, 5);
/** The hours before: everybody is met in the first. */
const BEFORE = 2;
const SHARE_ACTIVE = 0.2;

export interface ClosedHour {
  readonly entities: number;
  readonly took: number;
  /** Processor seconds, all threads together: what does not depend on who else uses the machine. */
  readonly cpu: number;
  /** Bytes of stored state an entity, all features together. */
  readonly state: number;
  /** Of the process so far, in MB: sizes are to be run from the smallest to the largest. */
  readonly peak: number;
  /** How late the event loop was while the hour closed, in ms: what a query waited for. */
  readonly delay: number;
}

/** One hour of so many entities x 8 features, 20 % active: counted from stored events, scored, learnt, roll-ups, findings and state written. */
export async function closeHour(entities: number, seed: number): Promise<ClosedHour> {
  return await inScratch(async (dir) => {
    const store = await openDuckdb({ dir, namespace: 'default', clock: () => FROM + DAY });
    try {
      for (let hour = 0; hour <= BEFORE; hour++) {
        await storeHour(store, dir, { users: entities, share: hour === 0 ? 1 : SHARE_ACTIVE, start: FROM + hour * HOUR, seed: seed + hour });
      }
      const engine = await createEngine({ store, features: features(8), clock: () => FROM + DAY, namespace: 'default' });
      await engine.backfill({ until: FROM + BEFORE * HOUR });
      const delays = monitorEventLoopDelay({ resolution: 5 });
      delays.enable();
      let buckets = 0;
      const cpuBefore = cpuSeconds();
      const took = await seconds(async () => {
        ({ buckets } = await engine.backfill({ until: FROM + (BEFORE + 1) * HOUR }));
      });
      delays.disable();
      const cpu = cpuSeconds() - cpuBefore;
      if (buckets !== 1) throw new RangeError(`expected one hour closed, got ${buckets}`);
      await engine.stop();
      return {
        entities,
        took,
        cpu,
        state: (await stateBytes(store)) / entities,
        peak: process.resourceUsage().maxRSS / 1_024,
        delay: delays.percentile(99) / 1e6,
      };
    } finally {
      await store.close();
    }
  });
}

async function stateBytes(store: Store): Promise<number> {
  let total = 0;
  for (const key of await store.state.keys('')) total += (await store.state.get(key))?.bytes.length ?? 0;
  return total;
}
