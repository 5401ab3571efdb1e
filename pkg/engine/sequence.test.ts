import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DAY, HOUR, type Anomaly, type Millis } from '../model';
import { parseFeature, shippedFeatures } from '../observe';
import { collect } from '../store/contract/places';
import { openDuckdb } from '../store/duckdb/open';
import type { Store } from '../store/store';
import { createEngine } from './create';
import type { Engine, ScoreRow } from './engine';
import { linesOf, Team, type Did } from './testing/sessions';

const MONDAY = Date.UTC(2026, 2, 2);
const DAYS = 16;
const END = MONDAY + DAYS * DAY;
const ODD = MONDAY + 15 * DAY + 11 * HOUR;

/** The few lines that somebody writes for the pages of an own application. */
const PAGES = `
apiVersion: habitus/v1
id: page-order-per-user
version: 1
question: In which order, and at which pace, did this user open pages?
unit: { one: page, many: pages }
entity: { type: user, role: actor }
where: { event.category: web }
measure: { ordered: url.path }
bucket: hour
technique: T1550.004
`;
const features = [...shippedFeatures().filter(({ measure }) => measure.kind === 'ordered'), ...parseFeature(PAGES, 'pages.yaml')];

/** Of three departments, each leaves other events. */
function fieldsOf({ who, step }: Did): Readonly<Record<string, unknown>> {
  const department = Number(who.slice(1)) % 3;
  if (department === 0) return { 'event.category': ['process'], 'process.name': step };
  if (department === 1) return { 'event.category': ['configuration'], 'event.action': step, 'cloud.provider': 'aws' };
  return { 'event.category': ['web'], 'url.path': `/${step}` };
}

const dir = mkdtempSync(join(tmpdir(), 'habitus-sequence-'));
let store: Store;
let engine: Engine;

beforeAll(async () => {
  store = await openDuckdb({ dir, namespace: 'default', clock: () => END });
  // Seed 21. At eleven o'clock, when nobody else is at work: somebody else works as p3, p7 and p14, and scripts play back what p6, p10 and p17 do.
  const team = new Team(27, 21);
  const did = team.days(MONDAY, DAYS);
  for (const as of [3, 7, 14]) did.push(...team.session(team.people[as + 9]!, ODD, `p${as}`));
  for (const as of [6, 10, 17]) did.push(...team.session(team.people[as]!, ODD, `p${as}`, () => 15));
  await store.events.append(linesOf(did, fieldsOf));
  engine = await createEngine({ store, features, clock: () => END, namespace: 'default' });
  await engine.backfill({});
}, 30_000);
afterAll(async () => {
  await store.close();
  rmSync(dir, { recursive: true });
});

const anomalies = async (from: Millis, to: Millis): Promise<Anomaly[]> => await store.findings.anomalies({ from, to, limit: 10_000 });

test.each([
  ['commands', 'T1078', 'p3', 'p6'],
  ['actions', 'T1078.004', 'p7', 'p10'],
  ['pages', 'T1550.004', 'p14', 'p17'],
])('%s: who works as another and what plays a session back are named, with technique %s', async (unit, technique, masked, scripted) => {
  const of = new Map((await anomalies(ODD, ODD + HOUR)).map((anomaly) => [anomaly.entity.id, anomaly]));
  expect(of.get(masked)).toMatchObject({ technique, detectors: ['sequence'] });
  expect(of.get(masked)?.reason).toMatch(new RegExp(`${unit} in an unusual order, above all ".+" after ".+": [\\d.]+ bits of surprise each, usually [\\d.]+`));
  expect(of.get(scripted)).toMatchObject({ technique });
  expect(of.get(scripted)?.reason).toMatch(new RegExp(`${unit} unusually fast: 0.0\\d+ s from one to the next, usually [\\d.]+ s`));
});

test('they stand above nearly all that the same people do of themselves', async () => {
  const all = await anomalies(MONDAY, END);
  const odd = all.filter(({ start }) => start === ODD).map(({ score }) => score);
  const own = all.filter(({ start }) => start !== ODD).map(({ score }) => score);
  expect(own.filter((score) => score > Math.min(...odd)).length).toBeLessThan(10);
});

test('all of it is computed again from the events, the list of steps as well', async () => {
  const ids = (await anomalies(MONDAY, END)).map(({ id }) => id);
  const verified = await collect(engine.verify('all'));
  expect(verified.map(({ id }) => id).sort()).toEqual([...ids].sort());
  expect(verified.filter(({ same, from }) => !same || from !== 'events')).toEqual([]);
});

test('a step more, that came too late to be judged, is a difference that is named', async () => {
  const [{ id }] = (await anomalies(ODD, ODD + HOUR)) as [Anomaly];
  const receipt = await store.findings.receipt(id);
  const { feature, entity, digest } = receipt!.findings[0]!;
  const steps = `${feature}: steps in their order`;
  await store.events.append(linesOf([{ at: ODD + HOUR - 1, who: entity.id, step: 'late' }], fieldsOf, 900_000));
  const [again] = await collect(engine.verify([id]));
  expect(again?.differences).toEqual([{ what: steps, stored: digest, recomputed: expect.any(Number) as number }]);
});

test('after the events are gone, the lists that roll-ups keep give the same', async () => {
  const replayed = async (): Promise<ScoreRow[]> => await collect(engine.scores({ feature: 'command-order-per-user' }));
  const before = await replayed();
  expect(before.length).toBeGreaterThan(200);
  await store.events.retain(Number.MAX_SAFE_INTEGER);
  const verified = await collect(engine.verify('all'));
  expect(verified.filter(({ same, from }) => !same || from !== 'rollups')).toEqual([]);
  expect(await replayed()).toEqual(before);
});
