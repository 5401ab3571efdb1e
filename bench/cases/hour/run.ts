import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { createEngine } from '../../../pkg/engine/create';
import { DAY, HOUR, type Feature } from '../../../pkg/model';
import { shippedFeatures } from '../../../pkg/observe';
import { openDuckdb } from '../../../pkg/store/duckdb/open';
import type { Store } from '../../../pkg/store/store';
import type { Metric } from '../../metric';
import { inScratch, seconds } from '../../scratch';
import { atMost, measured } from '../../spread';
import { hourLines } from './lines';

const SEED = 100_000;
const ENTITIES = 100_000;
const SHARE_ACTIVE = 0.2;
const FEATURES = ['logins-failed-per-user', 'logins-succeeded-per-user', 'addresses-per-user', 'requests-per-user'];
const FROM = Date.UTC(2026, 0, 5);
/** The hours before: all entities are met in the first. */
const BEFORE = 2;

/** Closing one hour: counted from stored events, scored by the features' default detectors, learnt, roll-ups, findings and state written. */
export async function run(): Promise<Metric[]> {
  const results = await measured((attempt) => inScratch((dir) => oneRun(dir, attempt)));
  const what = `an hour of 100,000 entities x 4 features, 20 % active`;
  return [
    atMost(`closing ${what}`, results.took ?? [], 's', 6, { seed: SEED }),
    atMost(`state of ${what}`, results.state ?? [], 'bytes', 500_000_000, { seed: SEED }),
    atMost(`peak memory, closing ${what}`, results.peak ?? [], 'MB', 4_000, { seed: SEED }),
  ];
}

async function oneRun(dir: string, attempt: number): Promise<{ took: number; state: number; peak: number }> {
  const features = chosen();
  const store = await openDuckdb({ dir, namespace: 'default', clock: () => FROM + DAY });
  try {
    for (let hour = 0; hour <= BEFORE; hour++) {
      await fill(store, join(dir, `hour-${hour}.ndjson`), hour, attempt);
    }
    const engine = await createEngine({ store, features, clock: () => FROM + DAY, namespace: 'default' });
    await engine.backfill({ until: FROM + BEFORE * HOUR });
    let buckets = 0;
    const took = await seconds(async () => {
      ({ buckets } = await engine.backfill({ until: FROM + (BEFORE + 1) * HOUR }));
    });
    if (buckets !== 1) throw new RangeError(`expected one hour closed, got ${buckets}`);
    await engine.stop();
    return { took, state: await stateBytes(store), peak: process.resourceUsage().maxRSS / 1_000 };
  } finally {
    await store.close();
  }
}

function chosen(): Feature[] {
  const features = shippedFeatures().filter(({ id }) => FEATURES.includes(id));
  if (features.length !== FEATURES.length) throw new RangeError(`expected the features ${FEATURES.join(', ')}, got ${features.map(({ id }) => id).join(', ')}`);
  return features;
}

async function fill(store: Store, path: string, hour: number, attempt: number): Promise<void> {
  const stream = createWriteStream(path);
  const lines = hourLines({ entities: ENTITIES, share: hour === 0 ? 1 : SHARE_ACTIVE, start: FROM + hour * HOUR, seed: SEED + attempt * 100 + hour });
  for (const line of lines) if (!stream.write(`${line}\n`)) await once(stream, 'drain');
  stream.end();
  await finished(stream);
  await store.events.appendFile(path);
}

async function stateBytes(store: Store): Promise<number> {
  let total = 0;
  for (const key of await store.state.keys('')) total += (await store.state.get(key))?.bytes.length ?? 0;
  return total;
}
