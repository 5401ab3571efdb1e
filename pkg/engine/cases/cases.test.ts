import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DAY, HOUR } from '../../model';
import { shippedFeatures } from '../../observe';
import { openDuckdb } from '../../store/duckdb/open';
import type { Store } from '../../store/store';
import { createEngine } from '../create';
import type { Engine } from '../engine';
import { office } from '../testing/office';

const MONDAY = Date.UTC(2026, 2, 2);
const NIGHT = MONDAY + 21 * DAY + 3 * HOUR;
const END = NIGHT + 10 * HOUR;
const features = shippedFeatures().filter(({ id }) =>
  ['logins-failed-per-user', 'logins-failed-per-address', 'users-tried-per-address', 'logins-succeeded-per-user'].includes(id)
);
const dir = mkdtempSync(join(tmpdir(), 'habitus-cases-'));
let store: Store;
let engine: Engine;

/** Three weeks of an office; then in one night a spray from one address over all, guesses at p7 from two addresses for two hours, and p9 who works through the night. */
beforeAll(async () => {
  const signIns = office(MONDAY, 22, 5);
  for (let person = 0; person < 40; person++) {
    for (let n = 0; n < 5; n++) signIns.add(NIGHT + (person * 5 + n) * 9_000, `p${person}`, 'failure', '203.0.113.0/24', '203.0.113.9');
  }
  for (let n = 0; n < 400; n++) signIns.add(NIGHT + 5 * HOUR + n * 17_000, 'p7', 'failure', '198.51.100.0/24', `198.51.100.${1 + (n % 2)}`);
  for (let n = 0; n < 40; n++) signIns.add(NIGHT + 5 * HOUR + n * 60_000, 'p9', 'success', '10.0.9.0/24');
  store = await openDuckdb({ dir, namespace: 'default', clock: () => END });
  await store.events.append(signIns.bytes());
  engine = await createEngine({ store, features, clock: () => END, namespace: 'default' });
  await engine.backfill({});
});
afterAll(async () => {
  await store.close();
  rmSync(dir, { recursive: true });
});

test('a spray is one case: the address, and the users it tried', async () => {
  const [first, ...others] = await engine.ranking({ from: NIGHT, to: NIGHT + HOUR, limit: 10 });
  expect([first?.lead, ...(first?.anomalies ?? [])].some((one) => one?.entity.id === '203.0.113.9')).toBe(true);
  expect(first?.also.length).toBeGreaterThan(3);
  expect(others).toEqual([]);
});

test('guesses at one user from two addresses are one case over its hours; who works the same night is another', async () => {
  const rows = await engine.ranking({ from: NIGHT + 5 * HOUR, to: NIGHT + 7 * HOUR, limit: 10 });
  const guessed = rows.find(({ lead, also }) => [lead.entity, ...also].some(({ id }) => id === 'p7'));
  expect(guessed?.hours).toBe(2);
  expect([guessed?.lead.entity, ...(guessed?.also ?? [])].map((entity) => entity?.id).sort()).toEqual(['198.51.100.1', '198.51.100.2', 'p7']);
  expect(rows.find(({ lead }) => lead.entity.id === 'p9')).toMatchObject({ also: [], hours: 1 });
});

test('asked for one entity, a case shows what that one did', async () => {
  const [row] = await engine.ranking({ from: NIGHT, to: END, limit: 10, entity: { type: 'address', id: '198.51.100.2' } });
  expect(row).toMatchObject({ lead: { entity: { id: '198.51.100.2' } }, also: [] });
});
