import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { poissonDraw, seededRandom } from '../../maths';
import { DAY, HOUR, type Millis } from '../../model';
import { shippedFeatures } from '../../observe';
import { openDuckdb } from '../../store/duckdb/open';
import type { Store } from '../../store/store';
import { createEngine } from '../create';
import type { Engine, RankedAnomaly } from '../engine';
import { SignIns } from '../testing/office';

/** Eleven days of 2,000 people who mistype now and then, half of them behind five gateways; then three attacks that no single entity shows as they are. Seed 8. */
const MONDAY = Date.UTC(2026, 2, 2);
const PEOPLE = 2_000;
const [SPRAY, STUFFING, GUESSING] = [MONDAY + 8 * DAY + 2 * HOUR, MONDAY + 9 * DAY + 11 * HOUR, MONDAY + 10 * DAY + 15 * HOUR];
const SPRAYED = new Set(Array.from({ length: 300 }, (_, n) => `p${n * 5}`));
const END = MONDAY + 11 * DAY;
const features = shippedFeatures().filter(({ where }) => {
  const picked = JSON.stringify(where);
  return picked.includes('authentication') && picked.includes('failure');
});
const dir = mkdtempSync(join(tmpdir(), 'habitus-spread-'));
let store: Store;
let engine: Engine;

function people(): SignIns {
  const random = seededRandom(8);
  const signIns = new SignIns(0, 'everybody');
  for (let day = 0; day < 11; day++) {
    for (let person = 0; person < PEOPLE; person++) {
      const home = person % 2 === 0 ? `10.1.0.${person % 5}` : `10.2.${person >> 8}.${person & 255}`;
      for (let left = poissonDraw(random, day % 7 < 5 ? 0.12 : 0.01); left > 0; left--) {
        const hour = random() < 0.9 ? 8 + 9 * random() : 24 * random();
        signIns.add(MONDAY + day * DAY + hour * HOUR, `p${person}`, 'failure', '10.0.0.0/8', home);
      }
    }
  }
  return signIns;
}

beforeAll(async () => {
  const signIns = people();
  [...SPRAYED].forEach((person, n) => signIns.add(SPRAY + n * 11_000, person, 'failure', '203.0.113.0/24', '203.0.113.9'));
  for (let n = 0; n < 2_000; n++) signIns.add(STUFFING + n * 1_700, `p${n}`, 'failure', '198.51.100.0/24', `198.51.100.${n % 200}`);
  for (let n = 0; n < 600; n++) signIns.add(GUESSING + n * 5_500, 'p77', 'failure', '192.0.2.0/24', `192.0.${n % 2}.${(n % 500) >> 1}`);
  store = await openDuckdb({ dir, namespace: 'default', clock: () => END });
  await store.events.append(signIns.bytes());
  engine = await createEngine({ store, features, clock: () => END, namespace: 'default' });
  await engine.backfill({});
}, 120_000);
afterAll(async () => {
  await store.close();
  rmSync(dir, { recursive: true });
});

const casesOf = async (from: Millis): Promise<RankedAnomaly[]> => await engine.ranking({ from, to: from + 2 * HOUR, limit: 1_000 });

test('300 users sprayed from one address are one case, of the address', async () => {
  const [spray, ...others] = await casesOf(SPRAY);
  expect(spray?.lead).toMatchObject({ entity: { type: 'address', id: '203.0.113.9' }, technique: 'T1110.003' });
  expect(spray!.lead.reason).toMatch(/^300 users tried; .+ to be expected of [\d,]+ known/);
  expect(spray!.lead.detectors).toContain('population');
  expect(others.filter(({ lead }) => SPRAYED.has(lead.entity.id))).toEqual([]);
});

test('2,000 stolen passwords from 200 addresses are one case, of everybody', async () => {
  const [stuffing, ...others] = await casesOf(STUFFING);
  expect(stuffing?.lead).toMatchObject({ entity: { type: 'organisation', id: 'everybody' }, technique: 'T1110.004', detectors: ['population'] });
  expect(stuffing!.also.filter(({ type }) => type === 'address').length).toBeGreaterThan(150);
  expect(others.filter(({ lead }) => lead.score >= 40)).toEqual([]);
});

test('guesses at one user from 500 addresses are one case, of the user', async () => {
  const [guessing, ...others] = await casesOf(GUESSING);
  expect(guessing?.lead).toMatchObject({ entity: { type: 'user', id: 'p77' }, technique: 'T1110.001' });
  expect(others.filter(({ lead }) => lead.score >= 40)).toEqual([]);
});

test('what population said can be verified, to the last digit', async () => {
  const leads = await Promise.all([SPRAY, STUFFING].map(async (from) => (await casesOf(from))[0]!.lead.id));
  for await (const { same, from } of engine.verify(leads)) expect([same, from]).toEqual([true, 'events']);
});

test('of three days with three attacks, the first three rows are they', async () => {
  const rows = await engine.ranking({ from: MONDAY + 8 * DAY, to: END, limit: 1_000 });
  const techniques = rows.slice(0, 3).map(({ lead }) => lead.technique);
  expect(techniques.sort()).toEqual(['T1110.001', 'T1110.003', 'T1110.004']);
});
