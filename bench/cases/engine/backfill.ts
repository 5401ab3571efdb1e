import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { createEngine } from '../../../pkg/engine/create';
import { DAY } from '../../../pkg/model';
import { openDuckdb } from '../../../pkg/store/duckdb/open';
import { quantile } from '../../spread';
import { cpuSeconds, inScratch, seconds } from '../../scratch';
import { features, storeDay } from './population';

/** A Monday. */
const FROM = Date.UTC(2026, 0, 5);

export interface Backfilled {
  readonly took: number;
  /** Processor seconds, all threads together. */
  readonly cpu: number;
  readonly events: number;
  /** How late the event loop was, in ms. */
  readonly delay: number;
  /** What the status and a query of a baseline took meanwhile, both together, in ms. */
  readonly answer: number;
}

/** History of so many users and days, 10 features, about 50 events a user and day, in the store already. Somebody asks every 100 ms. */
export async function backfill(users: number, days: number, seed: number): Promise<Backfilled> {
  return await inScratch(async (dir) => {
    const store = await openDuckdb({ dir, namespace: 'default', clock: () => FROM + days * DAY });
    try {
      let events = 0;
      for (let day = 0; day < days; day++) events += await storeDay(store, dir, { users, day: FROM + day * DAY, seed: seed + 100 * day });
      const engine = await createEngine({ store, features: features(10), clock: () => FROM + days * DAY, namespace: 'default' });
      const answers: number[] = [];
      let isDone = false;
      const asking = (async () => {
        while (!isDone) {
          const query = { entity: { type: 'user', id: 'user1' }, feature: 'logins-succeeded-per-user', from: FROM, to: FROM + 7 * DAY } as const;
          answers.push(1_000 * (await seconds(() => Promise.all([engine.status(), engine.baseline(query)]))));
          await sleep(100);
        }
      })();
      const delays = monitorEventLoopDelay({ resolution: 5 });
      delays.enable();
      const cpuBefore = cpuSeconds();
      const took = await seconds(() => engine.backfill({}));
      const cpu = cpuSeconds() - cpuBefore;
      delays.disable();
      isDone = true;
      await asking;
      await engine.stop();
      return { took, cpu, events, delay: delays.percentile(99) / 1e6, answer: quantile(answers, 0.95) };
    } finally {
      await store.close();
    }
  });
}
