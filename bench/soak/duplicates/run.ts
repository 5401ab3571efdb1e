import { createHash } from 'node:crypto';
import { readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DAY, HOUR } from '../../../pkg/model';
import { openDuckdb } from '../../../pkg/store/duckdb/open';
import { inScratch, seconds } from '../../scratch';
import type { Check } from '../check';

const START = Date.UTC(2026, 0, 5);
const BATCH = 20_000;
const BATCHES = 150;
const MILLIONS = (BATCH * BATCHES) / 1e6;
const WEEK_MILLIONS = 50;
const MiB = 1024 ** 2;

/**
 * What it takes to know a second delivery for a week of 50 million events: measured on three million, spread over seven days, in the embedded store,
 * and reckoned up. The marks of events lie on disk; memory is that of DuckDB, bounded by its limit.
 */
export async function run(): Promise<Check[]> {
  return await inScratch(async (dir) => {
    const path = join(dir, 'batch.ndjson');
    const open = (): ReturnType<typeof openDuckdb> => openDuckdb({ dir: join(dir, 'data'), namespace: 'default', clock: () => START, memoryLimit: '512MB' });
    let store = await open();
    for (let batch = 0; batch < BATCHES; batch++) {
      await writeFile(path, lines(batch * BATCH, BATCH, START + (batch * 7 * DAY) / BATCHES));
      await store.events.appendFile(path);
    }
    await store.close();
    const index = await bytesOf(join(dir, 'data', 'default'), (name) => name.startsWith('habitus.duckdb'));
    store = await open();
    await writeFile(path, lines(0, BATCH, START));
    const whole = await store.events.appendFile(path);
    await writeFile(path, spread(1_000));
    let mixed = { stored: -1, duplicates: 0 };
    const took = await seconds(async () => (mixed = await store.events.appendFile(path)));
    await writeFile(path, spread(1_000, BATCH * BATCHES));
    let fresh = { stored: 0 };
    const tookFresh = await seconds(async () => (fresh = await store.events.appendFile(path)));
    await store.close();
    return [
      { check: 'events stored a second time', value: whole.stored + mixed.stored, unit: 'events', most: 0 },
      { check: 'new events taken for known ones', value: 1_000 - fresh.stored, unit: 'events', most: 0 },
      { check: 'events not known', value: BATCH + 1_000 - whole.duplicates - mixed.duplicates, unit: 'events', most: 0 },
      { check: 'index on disk', value: index / (BATCH * BATCHES), unit: 'bytes an event', most: 16 },
      { check: `index on disk, ${WEEK_MILLIONS} million events`, value: ((index / MILLIONS) * WEEK_MILLIONS) / MiB, unit: 'MiB', most: 800 },
      { check: `1,000 new events of all seven days among ${MILLIONS} million`, value: tookFresh, unit: 's', most: 1 },
      { check: `1,000 known events of all seven days among ${MILLIONS} million`, value: took, unit: 's', most: 3 },
      { check: 'most memory of the process', value: process.resourceUsage().maxRSS / 1024, unit: 'MiB', most: 1_000 },
    ];
  });
}

const idOf = (n: number, at: number): string =>
  Math.floor(at / HOUR)
    .toString(16)
    .padStart(6, '0') + createHash('sha256').update(String(n)).digest('hex').slice(0, 20);

const line = (n: number, at: number): string =>
  `{"@timestamp":"${new Date(at).toISOString()}","event.category":["web"],"habitus.id":"${idOf(n, at)}","habitus.source":"ecs","user.name":"u${n % 997}"}\n`;

/** Events of one batch, a millisecond apart. */
function lines(first: number, count: number, at: number): string {
  return Array.from({ length: count }, (_, i) => line(first + i, at + i)).join('');
}

/** Events of all days in one batch, the worst that can be asked of the marks: stored ones, or with `beyond` others of the same times. */
function spread(count: number, beyond = 0): string {
  return Array.from({ length: count }, (_, i) => {
    const batch = Math.floor((i * BATCHES) / count);
    return line(beyond + batch * BATCH + (i % BATCH), START + (batch * 7 * DAY) / BATCHES + (i % BATCH));
  }).join('');
}

async function bytesOf(dir: string, fits: (name: string) => boolean): Promise<number> {
  const sizes = await Promise.all((await readdir(dir)).filter(fits).map(async (name) => (await stat(join(dir, name))).size));
  return sizes.reduce((sum, one) => sum + one, 0);
}
