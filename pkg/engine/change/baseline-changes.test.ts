import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { poissonDraw, seededRandom } from '../../maths';
import { DAY, HOUR } from '../../model';
import { shippedFeatures } from '../../observe';
import { openDuckdb } from '../../store/duckdb/open';
import { createEngine } from '../create';
import { SignIns } from '../testing/office';

const MONDAY = Date.UTC(2026, 2, 2);
const WEEKS = 12;
const END = MONDAY + WEEKS * 7 * DAY;
const CHANGE = MONDAY + 8 * 7 * DAY;
const features = shippedFeatures().filter(({ id }) => id === 'logins-succeeded-per-user');
const dir = mkdtempSync(join(tmpdir(), 'habitus-changes-'));
afterAll(() => {
  rmSync(dir, { recursive: true });
});

/** Six people sign in some six times a working day; p0 four times as often from the ninth week on (seed 46). */
function lines(): Buffer {
  const random = seededRandom(46);
  const signIns = new SignIns();
  for (let at = MONDAY; at < END; at += HOUR) {
    const hour = ((at - MONDAY) / HOUR) % 168;
    for (let person = 0; person < 6 && hour < 120 && hour % 24 >= 9 && hour % 24 < 15; person++) {
      for (let left = poissonDraw(random, person === 0 && at >= CHANGE ? 4 : 1); left > 0; left--) {
        signIns.add(at + random() * HOUR, `p${person}`, 'success', '10.0.0.0/24');
      }
    }
  }
  return signIns.bytes();
}

test('a change that persists is told once, with before and after, by an engine that was stopped in between; a fresh start tells it again, once', async () => {
  const store = await openDuckdb({ dir, namespace: 'default', clock: () => END });
  await store.events.append(lines());
  const open = async () => await createEngine({ store, features, clock: () => END, namespace: 'default' });
  await (await open()).backfill({ until: CHANGE + 9 * DAY });
  const engine = await open();
  await engine.backfill({});
  const all = { from: 0, to: END };
  const [change, ...others] = await engine.changes(all);
  expect(others).toEqual([]);
  expect(change).toMatchObject({ entity: { type: 'user', id: 'p0' }, feature: 'logins-succeeded-per-user', kind: 'step', at: CHANGE + 14 * DAY });
  expect(change!.after / change!.before).toBeGreaterThan(3);
  expect(await engine.changes({ ...all, entity: { type: 'user', id: 'p1' } })).toEqual([]);
  expect(await engine.changes({ from: 0, to: CHANGE })).toEqual([]);
  await engine.backfill({ since: MONDAY });
  expect(await engine.changes(all)).toEqual([change]);
  await store.close();
});
