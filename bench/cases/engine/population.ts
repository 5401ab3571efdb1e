import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { eventId } from '../../../collector/encode/event-id';
import { seededRandom } from '../../../pkg/maths';
import { DAY, HOUR, type Feature, type Millis } from '../../../pkg/model';
import { shippedFeatures } from '../../../pkg/observe';
import type { Store } from '../../../pkg/store/store';

/** Hourly features of a user, by their default detectors. */
const EIGHT = [
  'logins-failed-per-user',
  'logins-succeeded-per-user',
  'addresses-per-user',
  'networks-per-user',
  'user-agents-per-user',
  'source-addresses-per-user',
  'requests-per-user',
  'files-per-user',
];
const TEN = [...EIGHT, 'downloads-per-user', 'daily-logins-failed-per-user'];

/** @throws RangeError when one of them is no longer shipped: a bench of fewer would look better */
export function features(number: 8 | 10): Feature[] {
  const wanted = number === 8 ? EIGHT : TEN;
  const chosen = shippedFeatures().filter(({ id }) => wanted.includes(id));
  if (chosen.length !== wanted.length) throw new RangeError(`features: expected ${wanted.join(', ')}, got ${chosen.map(({ id }) => id).join(', ')}`);
  return chosen;
}

interface HourOf {
  readonly users: number;
  /** Of the users, how many do anything in this hour. */
  readonly share: number;
  readonly start: Millis;
  readonly seed: number;
}

/** Encoded events of one hour: each active user signs in, one in five fails first, opens a file, makes a few requests. 4.2 events each. */
function* hourLines({ users, share, start, seed }: HourOf): Generator<string> {
  const random = seededRandom(seed);
  let number = 0;
  const line = (user: number, fields: Readonly<Record<string, unknown>>): string => {
    const at = start + Math.floor(random() * HOUR);
    const address = `10.${user % 200}.${user % 251}.${number % 4}`;
    return JSON.stringify({
      '@timestamp': new Date(at).toISOString(),
      'habitus.id': eventId(at, `${seed} ${number++}`),
      'habitus.source': 'bench',
      'event.kind': 'event',
      'user.name': `user${user}`,
      'source.ip': address,
      'habitus.network': `10.${user % 200}.${user % 251}.0/24`,
      'habitus.device': user % 3 === 0 ? 'Firefox on Linux' : 'Chrome on Windows',
      'habitus.entity.source.address': address,
      'habitus.entity.actor.user': `user${user}`,
      ...fields,
    });
  };
  for (let user = 0; user < users; user++) {
    if (random() >= share) continue;
    if (random() < 0.2) yield line(user, { 'event.category': ['authentication'], 'event.outcome': 'failure' });
    yield line(user, { 'event.category': ['authentication'], 'event.outcome': 'success' });
    yield line(user, { 'event.category': ['file'], 'event.action': random() < 0.1 ? 'download' : 'read' });
    for (let left = Math.floor(random() * 5); left > 0; left--) yield line(user, { 'event.category': ['web'], 'url.path': `/item/${number % 500}` });
  }
}

/** Into the store as the collector hands it a segment. */
export async function storeHour(store: Store, dir: string, of: HourOf): Promise<number> {
  return await storeLines(store, join(dir, `${of.start}.ndjson`), hourLines(of));
}

/** A day of about 50 events a user: nine working hours of which each is active in all but few, and a quiet night. */
export async function storeDay(
  store: Store,
  dir: string,
  { users, day, seed }: { readonly users: number; readonly day: Millis; readonly seed: number }
): Promise<number> {
  const isFree = new Date(day).getUTCDay() % 6 === 0;
  const lines = function* (): Generator<string> {
    for (let hour = 0; hour < DAY / HOUR; hour++) {
      const share = hour >= 8 && hour < 18 && !isFree ? 1 : 0.14;
      yield* hourLines({ users, share, start: day + hour * HOUR, seed: seed + hour });
    }
  };
  return await storeLines(store, join(dir, `${day}.ndjson`), lines());
}

async function storeLines(store: Store, path: string, lines: Iterable<string>): Promise<number> {
  const stream = createWriteStream(path, { highWaterMark: 1 << 20 });
  let count = 0;
  for (const line of lines) {
    count++;
    if (!stream.write(`${line}\n`)) await once(stream, 'drain');
  }
  stream.end();
  await finished(stream);
  await store.events.appendFile(path);
  return count;
}
