import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DAY, HOUR, type Anomaly, type Verdict, type VerdictKind } from '../../model';
import { openDuckdb } from '../../store/duckdb/open';
import type { Store } from '../../store/store';
import { Criticalities } from '../criticality';
import { ALERTS, currentAlerts, type Alerts } from './alerts';

const NOW = Date.UTC(2026, 5, 10, 12, 30);
const THIS_HOUR = Math.floor(NOW / HOUR) * HOUR;
const NOTHING = { findings: [], receipts: [], risk: [] };

const dir = mkdtempSync(join(tmpdir(), 'habitus-alerts-'));
let stores = 0;
let store: Store;
beforeEach(async () => {
  store = await openDuckdb({ dir: join(dir, String(stores++)), namespace: 'default', clock: () => NOW, memoryLimit: '256MB' });
});
afterEach(async () => await store.close());
afterAll(() => rmSync(dir, { recursive: true }));

/** A user's hour, of a case of its own unless one is named. */
function anomaly(id: string, minusLog10P: number, more: Partial<Anomaly> = {}): Anomaly {
  const start = more.start ?? THIS_HOUR - HOUR;
  const score = Math.min(100, 10 * minusLog10P);
  const rest = { run: 'live', since: start, features: ['f'], detectors: ['d'], observed: 1, expected: 0, interval: [0, 0] as const, severity: 'high' as const };
  return { id, entity: { type: 'user', id }, start, end: start + HOUR, minusLog10P, score, reason: '', receipt: id, closed: true, ...rest, ...more };
}

async function write(...anomalies: Anomaly[]): Promise<void> {
  await store.findings.write({ ...NOTHING, anomalies });
}

async function ask(more: Partial<Parameters<typeof currentAlerts>[1]> = {}): Promise<Alerts> {
  return await currentAlerts(store, { ...ALERTS, now: NOW, known: 1_000, ...more });
}

const firing = async (more?: Parameters<typeof ask>[0]): Promise<string[]> => (await ask(more)).firing.map((one) => one.case);

async function judge(id: string, verdict: VerdictKind): Promise<void> {
  await store.records.put<Verdict>('verdict', id, { anomaly: id, verdict, by: 'ada', at: NOW }, undefined);
}

test('what is rare among all that are watched fires; the same among more does not', async () => {
  await write(anomaly('ada', 4.1), anomaly('bo', 3.5));
  expect(await firing({ known: 2_000 })).toEqual([]);
  expect(await firing({ known: 1_000 })).toEqual(['ada']);
});

test('two that are rare together are both discoveries, and the expected false ones are told', async () => {
  await write(anomaly('ada', 4.1), anomaly('bo', 3.75));
  const { firing: both, expectedFalse } = await ask();
  expect(both.map((one) => one.case)).toEqual(['ada', 'bo']);
  expect(expectedFalse).toBeCloseTo(0.2, 9);
});

test('who was admitted stays: though more are watched, and in a second process; two that ask at once agree', async () => {
  await write(...Array.from({ length: 40 }, (_, n) => anomaly(`u${n}`, 5)));
  const [one, other] = await Promise.all([ask(), ask()]);
  expect(one.firing.map((alert) => alert.case).sort()).toEqual(other.firing.map((alert) => alert.case).sort());
  expect(one.firing).toHaveLength(15);
  expect(one.overflow).toHaveLength(25);
  expect(await firing({ known: 1e9 })).toHaveLength(15);
});

test('a flood of the ordinary leaves five for the critical', async () => {
  await write(...Array.from({ length: 40 }, (_, n) => anomaly(`u${n}`, 5)));
  await ask();
  await write(...Array.from({ length: 7 }, (_, n) => anomaly(`root${n}`, 9)));
  const { firing: found, overflow } = await ask();
  expect(found.filter(({ critical }) => critical)).toHaveLength(5);
  expect(found).toHaveLength(20);
  expect(overflow).toHaveLength(27);
});

test('a day later there is room again', async () => {
  await write(...Array.from({ length: 15 }, (_, n) => anomaly(`u${n}`, 5)));
  await ask();
  const later = NOW + DAY;
  await write(anomaly('late', 5, { start: later - HOUR }));
  expect(await firing({ now: later })).toEqual(['late']);
});

test('a case fires until it was quiet for four hours, and again when it goes on', async () => {
  await write(anomaly('a', 6, { case: 'incident', start: THIS_HOUR - 3 * HOUR }));
  expect(await firing()).toEqual(['incident']);
  expect(await firing({ now: NOW + HOUR })).toEqual(['incident']);
  expect(await firing({ now: NOW + 2 * HOUR })).toEqual([]);
  await write(anomaly('b', 3.1, { case: 'incident', start: THIS_HOUR + HOUR }));
  expect(await firing({ now: NOW + 2 * HOUR, known: 1e6 })).toEqual(['incident']);
});

test.each([
  ['benign', []],
  ['snooze', []],
  ['threat', ['incident']],
] as const)('%s, said of any of its anomalies', async (verdict, left) => {
  await write(anomaly('a', 6, { case: 'incident' }), anomaly('b', 4, { case: 'incident' }));
  expect(await firing()).toEqual(['incident']);
  await judge('b', verdict);
  expect(await firing()).toEqual(left);
});

test('who an alert is about stays, though another entity of its case leads now', async () => {
  await write(anomaly('ada', 5, { case: 'incident' }));
  await ask();
  await write(anomaly('zoe', 9, { case: 'incident' }));
  const [alert] = (await ask()).firing;
  expect(alert).toMatchObject({ entity: { id: 'ada' }, row: { lead: { id: 'zoe' } } });
});

test('where the budget is short the critical assets go first', async () => {
  await write(anomaly('ada', 6), anomaly('dc', 5, { entity: { type: 'host', id: 'dc-1' } }));
  const criticalities = new Criticalities({ extreme: ['host:dc-*'] });
  const { firing: found, overflow } = await ask({ perDay: 1, keptForCritical: 0, criticalities });
  expect(found.map((one) => one.case)).toEqual(['dc']);
  expect(overflow.map(({ lead }) => lead.id)).toEqual(['ada']);
});

test('history is not news: what is older than a day is never admitted', async () => {
  await write(anomaly('old', 9, { start: THIS_HOUR - 30 * HOUR }));
  expect(await ask()).toMatchObject({ firing: [], overflow: [], admitted: [], expectedFalse: 0 });
});
