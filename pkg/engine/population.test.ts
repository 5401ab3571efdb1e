import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { poissonDraw, seededRandom } from '../maths';
import { DAY, HOUR, MINUTE, type Feature } from '../model';
import { shippedFeatures } from '../observe';
import { openDuckdb } from '../store/duckdb/open';
import { createEngine } from './create';
import { FeatureTrack } from './feature-track';
import { populationOf } from './population';
import { SharedEpoch } from './shared-epoch';
import { SignIns } from './testing/office';

const MONDAY = Date.UTC(2026, 2, 2);
const shipped = shippedFeatures();

test('who is known is who the epoch counts, of the type that is counted', () => {
  const named = ['logins-failed-per-user', 'logins-succeeded-per-user', 'users-tried-per-address', 'addresses-per-user', 'countries-per-user'];
  const tracks = named.map((id) => new FeatureTrack(shipped.find((feature) => feature.id === id)!));
  const { peers } = SharedEpoch.NONE.stored;
  const pool = { counts: [], exposures: [], excess: [], squares: [], values: [] };
  const members = [300, 250, 40, 299, 250];
  const epoch = new SharedEpoch({
    ...SharedEpoch.NONE.stored,
    peers: { ...peers, ...Object.fromEntries(tracks.map(({ key }, at) => [key, { pool, members: members[at]! }])) },
  });
  expect(tracks.map((track) => populationOf(track, tracks, epoch))).toEqual([0, 0, 300, 40, 0]);
});

test('an hour in which 150 people each fail once, each from home, is one anomaly of everybody, and it can be verified (seed 3)', async () => {
  const random = seededRandom(3);
  const signIns = new SignIns(0, 'everybody');
  const outage = MONDAY + 8 * DAY + 9 * HOUR;
  for (let day = 0; day < 9; day++) {
    for (let person = 0; person < 500; person++) {
      for (let left = poissonDraw(random, day % 7 < 5 ? 0.2 : 0.02); left > 0; left--) {
        signIns.add(MONDAY + day * DAY + (8 + 9 * random()) * HOUR, `p${person}`, 'failure', '10.0.0.0/8', `10.0.${person >> 6}.${person & 63}`);
      }
    }
  }
  for (let n = 0; n < 150; n++) signIns.add(outage + n * 20_000, `p${3 * n}`, 'failure', '10.0.0.0/8', `10.0.${(3 * n) >> 6}.${(3 * n) & 63}`);
  const end = outage + 15 * HOUR;
  const dir = mkdtempSync(join(tmpdir(), 'habitus-population-'));
  const store = await openDuckdb({ dir, namespace: 'default', clock: () => end });
  await store.events.append(signIns.bytes());
  const byMinute = shipped.find(({ id }) => id === 'users-failing-per-organisation')!;
  const byHour: Feature = { ...byMinute, id: 'hourly-users-failing', bucket: 'hour' };
  const features = [byMinute, byHour, ...shipped.filter(({ id }) => id === 'logins-failed-per-user' || id === 'logins-failed-per-address')];
  const engine = await createEngine({ store, features, clock: () => end, namespace: 'default' });
  await engine.backfill({});
  const [first, ...others] = await engine.ranking({ from: outage, to: outage + HOUR, limit: 100 });
  expect(first?.lead).toMatchObject({ entity: { type: 'organisation', id: 'everybody' }, detectors: ['population'] });
  expect(first!.lead.score).toBeGreaterThan(40);
  expect(first!.lead.reason).toMatch(/^1[4-6]\d users failing; [\d.]+ were to be expected of [34]\d\d known \(95 of 100 such hours: \d+ to \d+\)/);
  expect(others.filter(({ lead }) => lead.score >= 40)).toEqual([]);
  for await (const { same, from } of engine.verify([first!.lead.id])) expect([same, from]).toEqual([true, 'events']);
  const [row] = await engine.baseline({ entity: first!.lead.entity, feature: 'users-failing-per-organisation', from: end + HOUR, to: end + HOUR + MINUTE });
  expect(row!.expected).toBeGreaterThan(0);
  await store.close();
  rmSync(dir, { recursive: true });
}, 60_000);
