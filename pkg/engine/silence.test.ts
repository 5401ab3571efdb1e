import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { poissonDraw, seededRandom } from '../maths';
import { DAY, HOUR, MINUTE, type Anomaly, type Millis } from '../model';
import { shippedFeatures } from '../observe';
import { openDuckdb } from '../store/duckdb/open';
import type { Store } from '../store/store';
import { createEngine } from './create';
import type { Engine } from './engine';

const MONDAY = Date.UTC(2026, 2, 2);
const DAYS = 28;
const END = MONDAY + DAYS * DAY;
const features = shippedFeatures().filter(({ id }) => ['events-per-service', 'logins-succeeded-per-user'].includes(id));

/** Sources by the hour: a firewall that never rests, an office that does, and one that is switched off at some time (seed 8). */
function lines(from: Millis, to: Millis, off: Millis): Buffer {
  const random = seededRandom(8 + from / HOUR);
  const events: string[] = [];
  const send = (dataset: string, at: Millis, mean: number): void => {
    for (let left = poissonDraw(random, mean); left > 0; left--) events.push(event(dataset, at + random() * HOUR, events.length));
  };
  for (let at = from; at < to; at += HOUR) {
    const [day, hour] = [Math.floor((at - MONDAY) / DAY) % 7, (at % DAY) / HOUR];
    send('firewall', at, 40);
    if (day < 5 && hour >= 8 && hour < 18) send('office', at, 25);
    if (at < off) send('cloudtrail', at, 15);
  }
  return Buffer.from(`${events.join('\n')}\n`);
}

function event(dataset: string, at: Millis, ordinal: number): string {
  const hour = Math.floor(at / HOUR)
    .toString(16)
    .padStart(6, '0');
  const id = `${hour}${String(ordinal).padStart(20, '0')}`;
  return JSON.stringify({ '@timestamp': new Date(at).toISOString(), 'habitus.id': id, 'habitus.source': 'ecs', 'event.dataset': dataset });
}

const dir = mkdtempSync(join(tmpdir(), 'habitus-silence-'));
const stores: Store[] = [];
afterAll(async () => {
  for (const store of stores) await store.close();
  rmSync(dir, { recursive: true });
});

async function opened(name: string, clock: () => Millis): Promise<{ store: Store; engine: () => Promise<Engine> }> {
  const store = await openDuckdb({ dir: join(dir, name), namespace: 'default', clock });
  stores.push(store);
  return { store, engine: async () => await createEngine({ store, features, clock, namespace: 'default' }) };
}

/** Of medium severity or more: 1 in 1,000 comes by chance in so many hours. */
async function silent(store: Store): Promise<Anomaly[]> {
  const all = await store.findings.anomalies({ from: 0, to: Number.MAX_SAFE_INTEGER, limit: 10_000 });
  return all.filter(({ entity, score }) => entity.type === 'service' && score >= 40).sort((a, b) => a.start - b.start);
}

test('a source that is switched off at midnight, when the day begins that it is in no event of, is missed and it alone', async () => {
  const off = MONDAY + 25 * DAY;
  const { store, engine } = await opened('history', () => END);
  await store.events.append(lines(MONDAY, END, off));
  const one = await engine();
  await one.backfill({});
  const found = await silent(store);
  expect([...new Set(found.map(({ entity }) => entity.id))]).toEqual(['cloudtrail']);
  expect(found[0]!.start - off).toBeLessThan(2 * HOUR);
  // With three sources a day of silence is a large part of what is known of silences: from then on it is no longer rare.
  expect(found.at(-1)!.start - off).toBeGreaterThan(20 * HOUR);
  expect(found.at(-1)!.reason).toMatch(/^no event for \d+ (hours|days); [\d,]+ were to be expected meanwhile$/);
  expect(found[0]).toMatchObject({ observed: 0, technique: 'T1562.006', detectors: ['silence'] });
  expect(new Set(found.map((anomaly) => anomaly.case)).size).toBe(1);
  const verified: boolean[] = [];
  for await (const { same } of one.verify('all')) verified.push(same);
  expect(verified.every(Boolean)).toBe(true);
  expect((await one.explain(found.at(-1)!.id)).sentence).toContain('no event for ');
});

test('when all are silent the hours still close, where events had come as they happened, and after a restart too', async () => {
  let now = END + 5 * MINUTE;
  const { store, engine } = await opened('live', () => now);
  await store.events.append(lines(MONDAY, END, END));
  const one = await engine();
  await one.backfill({});
  await one.tick();
  await one.stop();
  expect(await silent(store)).toEqual([]);
  now = END + 5 * HOUR + 6 * MINUTE;
  const again = await engine();
  await again.tick();
  expect((await again.status()).watermark).toBe(END + 5 * HOUR);
  expect(new Set((await silent(store)).map(({ entity }) => entity.id))).toEqual(new Set(['cloudtrail', 'firewall']));
});

test('at the end of an old log nothing is missed', async () => {
  const { store, engine } = await opened('old', () => END + 3 * DAY);
  await store.events.append(lines(MONDAY, END, END));
  const one = await engine();
  await one.backfill({});
  await one.tick();
  expect((await one.status()).watermark).toBe(END);
  expect(await silent(store)).toEqual([]);
});
