import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HttpService } from '../../detect/external/http-service';
import { DAY, HOUR } from '../../model';
import { shippedFeatures } from '../../observe';
import { openDuckdb } from '../../store/duckdb/open';
import type { Store } from '../../store/store';
import { createEngine } from '../create';
import type { Engine } from '../engine';
import { office } from '../testing/office';
import type { AskOptions } from './asking';
import { ScoringDouble } from './testing/scoring-double';

/** A day of an office of 40, seed 5. */
const MONDAY = Date.UTC(2026, 2, 2);
const END = MONDAY + DAY;
const NOON = MONDAY + 12 * HOUR;
const features = shippedFeatures()
  .filter(({ id }) => id === 'logins-succeeded-per-user')
  .map((feature) => ({ ...feature, detectors: [...feature.detectors, 'external'] }));
const LINES = office(MONDAY, 1, 5).bytes();

const dir = mkdtempSync(join(tmpdir(), 'habitus-outage-'));
const double = new ScoringDouble();
let url: string;
let opened: Store[] = [];
beforeAll(async () => {
  url = await double.start();
});
afterEach(async () => {
  for (const store of opened) await store.close();
  opened = [];
});
afterAll(async () => {
  await double.stop();
  rmSync(dir, { recursive: true });
});

async function engineOf(name: string, more: Partial<AskOptions> & Pick<AskOptions, 'limits'> = { limits: {} }): Promise<Engine> {
  const store = await openDuckdb({ dir: join(dir, name), namespace: 'default', clock: () => END });
  opened.push(store);
  await store.events.append(LINES);
  const limits = { attempts: 1, pause: 1, ...more.limits };
  const ask = { service: new HttpService({ url }), perHour: 10_000, days: 7, ...more, limits };
  return await createEngine({ store, features, clock: () => END, namespace: 'default', ask });
}

test.each([
  [503 as const, 'failed', 'HAB-DETECT-001'],
  [429 as const, 'failed', 'HAB-DETECT-001'],
  [401 as const, 'failed', 'HAB-DETECT-003'],
  ['garbage' as const, 'refused', 'HAB-DETECT-002'],
])('answers of %s: no finding, counted as %s, said until it answers again', async (mood, reason, code) => {
  double.mood = mood;
  const engine = await engineOf(`mood-${mood}`);
  await engine.backfill({ until: NOON });
  const { asked, unjudged } = await engine.status();
  expect(asked!.counts.answered).toBe(0);
  const lost = asked!.counts[reason as 'failed'] + asked!.counts.paused;
  expect(asked!.counts[reason as 'failed']).toBeGreaterThan(0);
  expect(lost).toBe(asked!.counts.observations);
  expect(unjudged).toEqual({ external: asked!.counts.observations });
  expect(asked!.trouble).toMatch(new RegExp(`^\\d+ of \\d+ observations got no answer: ${code}`));
  expect(asked!.trouble).not.toContain('secret');

  double.mood = 'well';
  await engine.backfill({});
  const after = (await engine.status()).asked!;
  expect(after.trouble).toBeUndefined();
  expect(after.state).toBe('asking');
  expect(after.counts.answered).toBeGreaterThan(50);
});

test('a service that never answers costs an hour its limit and no more', async () => {
  double.mood = 'hanging';
  const engine = await engineOf('hanging', { perHour: 20, limits: { timeout: 600_000 } });
  const { seconds, buckets } = await engine.backfill({ until: NOON });
  double.mood = 'well';
  expect(buckets).toBe(12);
  expect(seconds).toBeLessThan(5);
  const { asked } = await engine.status();
  expect(asked).toMatchObject({ trouble: expect.stringMatching(/no more time in the hour/) as string, counts: { answered: 0 } });
  expect(asked!.counts.abandoned).toBe(asked!.counts.observations);
});

test('hours longer ago than is asked about are counted, and nothing is sent', async () => {
  const before = double.asked.length;
  const engine = await engineOf('old', { days: 0, limits: {} });
  await engine.backfill({});
  const { asked } = await engine.status();
  expect(asked!.counts.old).toBeGreaterThan(100);
  expect(double.asked.length - before).toBe(asked!.counts.observations);
});

test('a feature that names the detector and no service: said, and scored by the others', async () => {
  const store = await openDuckdb({ dir: join(dir, 'nobody'), namespace: 'default', clock: () => END });
  opened.push(store);
  await store.events.append(LINES);
  const engine = await createEngine({ store, features, clock: () => END, namespace: 'default' });
  await engine.backfill({});
  const { asked, watermark } = await engine.status();
  expect(watermark).toBe(END);
  expect(asked!.trouble).toBe('nobody is asked of logins-succeeded-per-user: detectors.external.url is not set');
  expect(asked!.counts.unattached).toBeGreaterThan(100);
});
