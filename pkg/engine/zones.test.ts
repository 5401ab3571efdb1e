import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { poissonDraw, seededRandom } from '../maths';
import { DAY, HOUR, type Millis } from '../model';
import { shippedFeatures } from '../observe';
import { openDuckdb } from '../store/duckdb/open';
import type { Store } from '../store/store';
import { zoneNamed } from './calendar/zone';
import { createEngine } from './create';
import type { Engine, ScoreRow } from './engine';

/** Four weeks before the clocks of Vienna go forward. */
const START = Date.UTC(2026, 2, 2);
const DAYS = 35;
const END = START + DAYS * DAY;
const features = shippedFeatures().filter(({ id }) => ['logins-succeeded-per-user', 'networks-per-user'].includes(id));
const dir = mkdtempSync(join(tmpdir(), 'habitus-zones-'));
const stores: Store[] = [];

/** Twelve people who sign in from 8 to 10 o'clock of their own clock, which the directory knows: half in Vienna, half in New York; p1 moves there in the fourth week (seed 4). */
function lines(): Buffer {
  const random = seededRandom(4);
  const events: string[] = [];
  for (let at = START; at < END; at += HOUR) {
    for (let person = 0; person < 12; person++) {
      const zone = person % 2 === 0 || (person === 1 && at >= START + 21 * DAY) ? 'America/New_York' : 'Europe/Vienna';
      const slot = zoneNamed(zone)!.slotAt(at);
      const mean = slot < 120 && slot % 24 >= 8 && slot % 24 < 10 ? 4 : 0.01;
      for (let left = poissonDraw(random, mean); left > 0; left--) events.push(signIn(at + random() * HOUR, `p${person}`, zone, events.length));
    }
  }
  // In the fifth week somebody is as p3, at p3's usual hour, but of the other continent.
  for (let n = 0; n < 4; n++) events.push(signIn(ODD + n * 60_000, 'p3', 'Europe/Vienna', events.length));
  return Buffer.from(`${events.join('\n')}\n`);
}
const ODD = START + 30 * DAY + 13 * HOUR;

function signIn(at: Millis, user: string, zone: string, ordinal: number): string {
  const hour = Math.floor(at / HOUR)
    .toString(16)
    .padStart(6, '0');
  return JSON.stringify({
    '@timestamp': new Date(at).toISOString(),
    'habitus.id': `${hour}${String(ordinal).padStart(20, '0')}`,
    'habitus.source': 'test',
    'event.category': ['authentication'],
    'event.outcome': 'success',
    'habitus.entity.actor.user': user,
    'habitus.network': '10.0.0.0/24',
    labels: { user_zone: zone },
  });
}

async function opened(name: string): Promise<{ store: Store; engine: Engine; again: () => Promise<Engine> }> {
  const store = await openDuckdb({ dir: join(dir, name), namespace: 'default', clock: () => END });
  stores.push(store);
  await store.events.append(lines());
  const again = async (): Promise<Engine> => await createEngine({ store, features, clock: () => END, namespace: 'default' });
  return { store, engine: await again(), again };
}

let whole: Awaited<ReturnType<typeof opened>>;
beforeAll(async () => {
  whole = await opened('whole');
  await whole.engine.backfill({});
});
afterAll(async () => {
  for (const store of stores) await store.close();
  rmSync(dir, { recursive: true });
});

async function rows(engine: Engine, user: string): Promise<ScoreRow[]> {
  const list: ScoreRow[] = [];
  for await (const row of engine.scores({ entity: { type: 'user', id: user }, feature: 'logins-succeeded-per-user', detector: 'count-tail' })) list.push(row);
  return list;
}

test('the morning after the clocks went forward is as every morning', async () => {
  for (const user of ['p3', 'p5', 'p7']) {
    const monday = (await rows(whole.engine, user)).find(({ start }) => start === '2026-03-30T06:00:00.000Z');
    const before = (await rows(whole.engine, user)).find(({ start }) => start === '2026-03-27T07:00:00.000Z');
    expect(monday!.expected / before!.expected).toBeGreaterThan(0.6);
    expect(monday!.score).toBeLessThan(20);
  }
});

test('who moves to another zone is expected at the same hours of the new clock from the next day on', async () => {
  const list = await rows(whole.engine, 'p1');
  const at = (iso: string): ScoreRow | undefined => list.find(({ start }) => start === iso);
  expect(at('2026-03-20T08:00:00.000Z')?.expected).toBeGreaterThan(1.5);
  expect(at('2026-03-25T13:00:00.000Z')?.expected).toBeGreaterThan(1.5);
  expect(at('2026-03-25T13:00:00.000Z')?.score).toBeLessThan(20);
});

test('the receipt names the zone and the local hour, and verifies; another zone in it does not', async () => {
  const [found] = await whole.engine.ranking({ from: ODD, to: ODD + HOUR, limit: 5 });
  expect(found?.lead).toMatchObject({ entity: { id: 'p3' }, observed: 4 });
  const receipt = await whole.store.findings.receipt(found!.lead.id);
  expect(receipt?.findings[0]).toMatchObject({ zone: 'Europe/Vienna', slot: 2 * 24 + 15 });
  for await (const result of whole.engine.verify('all')) expect(result).toMatchObject({ same: true, differences: [] });
  const forged = { ...receipt!, findings: receipt!.findings.map((finding) => ({ ...finding, zone: 'UTC' })) };
  await whole.store.findings.write({ findings: [], anomalies: [], receipts: [forged], risk: [] });
  for await (const result of whole.engine.verify([found!.lead.id])) expect(result.same).toBe(false);
  await whole.store.findings.write({ findings: [], anomalies: [], receipts: [receipt!], risk: [] });
});

test('the words say when it was where the entity lives', async () => {
  const [found] = await whole.engine.ranking({ from: ODD, to: ODD + HOUR, limit: 1 });
  expect((await whole.engine.explain(found!.lead.id)).paragraphs[0]).toContain('Wednesday 15:00 in Europe/Vienna');
});

test('stopped and taken up, and replayed from roll-ups, the zones are the same', async () => {
  const stopped = await opened('stopped');
  await stopped.engine.backfill({ until: START + 23 * DAY + 5 * HOUR });
  const engine = await stopped.again();
  await engine.backfill({});
  const query = { from: 0, to: END, limit: 10_000 };
  expect(await stopped.store.findings.anomalies(query)).toEqual(await whole.store.findings.anomalies(query));
  const replayed = new Map<string, number>();
  for await (const row of engine.scores({ detector: 'combined' })) replayed.set(`${row.entity.id} ${row.start}`, row.minusLog10P);
  for (const { entity, start, minusLog10P } of await whole.store.findings.anomalies(query)) {
    expect(replayed.get(`${entity.id} ${new Date(start).toISOString()}`)).toBe(minusLog10P);
  }
});
