import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HOUR, MINUTE, type Millis } from '../../model';
import { shippedFeatures } from '../../observe';
import { openDuckdb } from '../../store/duckdb/open';
import type { Store } from '../../store/store';
import { office } from '../testing/office';
import { SharedLearner } from './shared-learner';
import { tellWatermark } from './watermarks';

const MONDAY = Date.UTC(2026, 2, 2);
const NOON = MONDAY + 12 * HOUR;
const TIMING = { beat: 500, ttl: 10_000, look: 20, busy: 5, tick: 3_600_000 };
const features = shippedFeatures().filter(({ id }) => id === 'logins-succeeded-per-user');

const dir = mkdtempSync(join(tmpdir(), 'habitus-slow-collector-'));
let now = NOON;
let store: Store;
beforeAll(async () => {
  store = await openDuckdb({ dir, namespace: 'default', clock: () => now, memoryLimit: '256MB' });
  await store.events.append(office(MONDAY, 1, 11).bytes());
});
afterAll(async () => {
  await store.close();
  rmSync(dir, { recursive: true });
});

async function learntUntil(learner: SharedLearner): Promise<Millis> {
  await learner.tick();
  return (await learner.until())! - NOON;
}

test('an engine without a collector of its own waits for the slowest of the others before it closes an hour', async () => {
  const learner = new SharedLearner({ store, features, clock: () => now, namespace: 'default' }, TIMING);
  try {
    await learner.backfill({ until: NOON });
    now = NOON + HOUR + 20 * MINUTE;
    await tellWatermark(store.records, 'near', now - 5 * MINUTE);
    await tellWatermark(store.records, 'far', NOON + 30 * MINUTE);
    expect(await learntUntil(learner)).toBe(0);
    await tellWatermark(store.records, 'far', NOON + HOUR);
    expect(await learntUntil(learner)).toBe(HOUR);
  } finally {
    await learner.stop();
  }
});
