import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seededRandom } from '../maths';
import { DAY, HOUR, MINUTE, type Millis } from '../model';
import { shippedFeatures } from '../observe';
import { openDuckdb } from '../store/duckdb/open';
import type { Store } from '../store/store';
import { createEngine } from './create';

const MONDAY = Date.UTC(2026, 2, 2);
const DAYS = 28;
const END = MONDAY + DAYS * DAY;
const ODD = MONDAY + 24 * DAY + 11 * HOUR;
const features = shippedFeatures().filter(({ id }) => id === 'places-per-user');

/** Thirty people sign in in Vienna all day; every third also through a gateway in London; p4 once from Sydney, minutes after Vienna (seed 6). */
function lines(): Buffer {
  const random = seededRandom(6);
  const events: string[] = [];
  const signIn = (at: Millis, user: string, place: string): void => {
    const hour = Math.floor(at / HOUR)
      .toString(16)
      .padStart(6, '0');
    events.push(
      JSON.stringify({
        '@timestamp': new Date(at).toISOString(),
        'habitus.id': `${hour}${String(events.length).padStart(20, '0')}`,
        'habitus.source': 'test',
        'event.category': ['authentication'],
        'event.outcome': 'success',
        'habitus.entity.actor.user': user,
        'habitus.place': place,
      })
    );
  };
  for (let at = MONDAY; at < END; at += HOUR) {
    for (let person = 0; person < 30; person++) {
      if (random() < 0.25) signIn(at + random() * 50 * MINUTE, `p${person}`, person % 3 === 0 && random() < 0.3 ? '51.5,-0.1' : '48.2,16.4');
    }
  }
  signIn(ODD, 'p4', '48.2,16.4');
  signIn(ODD + 7 * MINUTE, 'p4', '-33.9,151.2');
  return Buffer.from(`${events.join('\n')}\n`);
}

test('Sydney minutes after Vienna leads, said with its distance; a gateway that others use stays below; all verify', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'habitus-travel-'));
  const store: Store = await openDuckdb({ dir, namespace: 'default', clock: () => END });
  try {
    await store.events.append(lines());
    const engine = await createEngine({ store, features, clock: () => END, namespace: 'default' });
    await engine.backfill({});
    const [first, second] = await engine.ranking({ from: 0, to: END, limit: 5 });
    expect(first?.lead).toMatchObject({ entity: { type: 'user', id: 'p4' }, start: ODD, detectors: ['travel'] });
    expect(first?.lead.reason).toMatch(/^15,9\d\d km in \d minutes at most; "-33\.9,151\.2" \(place\): never met before; none of 30 peers has it$/);
    expect(second?.lead.score ?? 0).toBeLessThan(first!.lead.score);
    for await (const { same } of engine.verify('all')) expect(same).toBe(true);
  } finally {
    await store.close();
    rmSync(dir, { recursive: true });
  }
}, 60_000);
