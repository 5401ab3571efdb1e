import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DAY, HOUR } from '../model';
import { shippedFeatures } from '../observe';
import { openDuckdb } from '../store/duckdb/open';
import { createEngine } from './create';
import { PeerPool } from './peer-pool';
import { office } from './testing/office';

test('how far apart the members stand is known from whole sums, whoever added them', () => {
  const [one, other] = [new PeerPool(), new PeerPool()];
  for (let week = 0; week < 200; week++) {
    for (const [pool, often] of [
      [one, 1],
      [other, 9],
    ] as const) {
      pool.expose(0, 1);
      pool.count(0, 3, often, often);
    }
  }
  const apart = new PeerPool();
  apart.merge(one.stored());
  apart.merge(other.stored());
  // Counts of 1 and 9 about a mean of 5: (16 - 5) / 25.
  expect(apart.snapshot(2).spread).toBeCloseTo(11 / 25, 12);
  expect(PeerPool.from(apart.stored()).snapshot(2).spread).toBe(apart.snapshot(2).spread);
  const { raised: _, ...before } = apart.stored();
  expect(PeerPool.from(before).snapshot(2).spread).toBeUndefined();
});

test('chosen for a feature, peer judges on the engine: who came yesterday is held against colleagues, and the receipt can be verified', async () => {
  const monday = Date.UTC(2026, 2, 2);
  const end = monday + 16 * DAY;
  const dir = mkdtempSync(join(tmpdir(), 'habitus-peers-'));
  const store = await openDuckdb({ dir, namespace: 'default', clock: () => end });
  const signIns = office(monday, 16, 6);
  signIns.add(end - 2 * DAY + 9 * HOUR, 'newcomer', 'failure', '10.0.9.0/24');
  for (let n = 0; n < 25; n++) signIns.add(end - DAY + 10 * HOUR + n * 60_000, 'newcomer', 'failure', '10.0.9.0/24');
  await store.events.append(signIns.bytes());
  const shipped = shippedFeatures().find(({ id }) => id === 'logins-failed-per-user')!;
  const engine = await createEngine({ store, features: [{ ...shipped, detectors: ['peer'] }], clock: () => end, namespace: 'default' });
  await engine.backfill({});
  const [first] = await engine.ranking({ from: end - DAY, to: end, limit: 5 });
  expect(first?.lead).toMatchObject({ entity: { id: 'newcomer' }, detectors: ['peer'], observed: 25 });
  expect(first!.lead.reason).toMatch(/^25 failed sign-ins; .+ to be expected of one of 4\d like it/);
  const { borrowed } = await engine.explain(first!.lead.id);
  expect(borrowed.peer).toBeGreaterThan(0.5);
  for await (const { same, differences } of engine.verify('all')) expect({ same, differences }).toEqual({ same: true, differences: [] });
  await store.close();
  rmSync(dir, { recursive: true });
});
