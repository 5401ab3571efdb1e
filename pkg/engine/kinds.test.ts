import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seededRandom } from '../maths';
import { DAY, HOUR, MINUTE, type Feature, type Millis } from '../model';
import { openDuckdb } from '../store/duckdb/open';
import type { Store } from '../store/store';
import { createEngine } from './create';
import type { Engine, ScoreRow } from './engine';

const MONDAY = Date.UTC(2026, 2, 2);
const DAYS = 10;
const END = MONDAY + DAYS * DAY;
const ODD = MONDAY + 9 * DAY + 14 * HOUR + 25 * MINUTE;

const COMMON = {
  version: 1,
  question: 'How much?',
  unit: { one: 'unit', many: 'units' },
  where: { all: [] },
  zero: 'skip',
  tail: 'both',
  detectors: ['zscore'],
  sources: [],
} as const;
const GAUGE: Feature = {
  ...COMMON,
  id: 'load-per-host',
  entity: { type: 'host', role: 'target' },
  measure: { kind: 'mean', field: 'habitus.extra.load' },
  bucket: '5-minutes',
};
/** Below zero at night; nobody named a detector that could take its logarithm but one. */
const TEMPERATURE: Feature = {
  ...COMMON,
  id: 'temperature-per-host',
  detectors: ['shape', 'value-tail'],
  entity: { type: 'host', role: 'target' },
  measure: { kind: 'mean', field: 'habitus.extra.temperature' },
  bucket: 'hour',
};
const PAYMENT: Feature = {
  ...COMMON,
  id: 'payment-per-user',
  entity: { type: 'user', role: 'actor' },
  measure: { kind: 'single', field: 'habitus.payment.amount' },
  bucket: 'hour',
};

const dir = mkdtempSync(join(tmpdir(), 'habitus-kinds-'));
let store: Store;
let engine: Engine;

/** A load near 0.5 every five minutes, and three payments an hour of about 20; one of each is odd (seed 3). */
function lines(): Buffer {
  const random = seededRandom(3);
  const events: string[] = [];
  const add = (at: Millis, fields: object): void => {
    const id = `${Math.floor(at / HOUR)
      .toString(16)
      .padStart(6, '0')}${String(events.length).padStart(20, '0')}`;
    events.push(JSON.stringify({ '@timestamp': new Date(at).toISOString(), 'habitus.id': id, 'habitus.source': 'test', ...fields }));
  };
  for (let at = MONDAY; at < END; at += 5 * MINUTE) {
    add(at, {
      'habitus.entity.target.host': 'h1',
      'habitus.extra': { load: at === ODD ? 3.75 : 0.4 + 0.2 * random(), temperature: 4 * Math.sin((2 * Math.PI * (at % DAY)) / DAY) },
    });
  }
  for (let at = MONDAY; at < END; at += 20 * MINUTE) {
    add(at + MINUTE, { 'habitus.entity.actor.user': 'ada', 'habitus.payment.amount': at === ODD - 5 * MINUTE ? 90_000 : 1_500 + Math.floor(1_000 * random()) });
  }
  return Buffer.from(`${events.join('\n')}\n`);
}

beforeAll(async () => {
  store = await openDuckdb({ dir, namespace: 'default', clock: () => END });
  await store.events.append(lines());
  engine = await createEngine({ store, features: [GAUGE, PAYMENT, TEMPERATURE], clock: () => END, namespace: 'default' });
  await engine.backfill({});
});
afterAll(async () => {
  await store.close();
  rmSync(dir, { recursive: true });
});

async function scores(query: Parameters<Engine['scores']>[0]): Promise<ScoreRow[]> {
  const rows: ScoreRow[] = [];
  for await (const row of engine.scores(query)) rows.push(row);
  return rows;
}

function highest(rows: readonly ScoreRow[]): ScoreRow | undefined {
  return [...rows].sort((a, b) => b.minusLog10P - a.minusLog10P)[0];
}

test('a gauge is judged as it is, fractions and all, bucket by bucket', async () => {
  const rows = await scores({ feature: GAUGE.id });
  expect(rows).toHaveLength((DAYS * DAY) / (5 * MINUTE));
  expect(highest(rows)).toMatchObject({ observed: 3.75, start: new Date(ODD).toISOString(), end: new Date(ODD + 5 * MINUTE).toISOString() });
});

test('below zero a gauge is judged by those who can; what others cannot judge is counted, not thrown', async () => {
  expect(await scores({ feature: TEMPERATURE.id, detector: 'shape' })).toHaveLength(DAYS * 24);
  const logs = await scores({ feature: TEMPERATURE.id, detector: 'value-tail' });
  expect(logs.every(({ observed }) => observed >= 0)).toBe(true);
  expect((await engine.status()).unjudged).toEqual({ 'value-tail': DAYS * 24 - logs.length });
});

test('single events are judged one by one, and replayed with the event they are of', async () => {
  const rows = await scores({ feature: PAYMENT.id });
  expect(rows).toHaveLength((DAYS * DAY) / (20 * MINUTE));
  expect(new Set(rows.map(({ eventId }) => eventId)).size).toBe(rows.length);
  const odd = highest(rows);
  expect(odd?.observed).toBe(90_000);
  const [event] = await store.events.find({ from: ODD - HOUR, to: ODD + HOUR, where: { field: 'habitus.payment.amount', over: 80_000 }, limit: 2 });
  expect(event?.habitus).toMatchObject({ id: odd?.eventId });
});

test('the combination has a row an entity and hour, one a narrow bucket and one an event', async () => {
  const rows = await scores({ detector: 'combined' });
  const width = (row: ScoreRow): number => Date.parse(row.end) - Date.parse(row.start);
  expect(rows.filter((row) => width(row) === 5 * MINUTE)).toHaveLength((DAYS * DAY) / (5 * MINUTE));
  expect(rows.filter(({ eventId }) => eventId !== undefined)).toHaveLength((DAYS * DAY) / (20 * MINUTE));
  expect(rows.filter((row) => width(row) === HOUR && row.eventId === undefined)).toHaveLength(2 * DAYS * 24);
});

test('their anomalies verify', async () => {
  const ids: string[] = [];
  for await (const { id, same, from } of engine.verify('all')) {
    ids.push(id);
    expect([same, from]).toEqual([true, 'events']);
  }
  expect(ids.length).toBeGreaterThanOrEqual(2);
});
