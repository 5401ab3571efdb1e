import { eventId } from '../../../collector/encode/event-id';
import { seededRandom } from '../../../pkg/maths';
import { HOUR, type Millis } from '../../../pkg/model';

interface HourOf {
  readonly entities: number;
  /** Of the entities, how many do anything in this hour. */
  readonly share: number;
  readonly start: Millis;
  readonly seed: number;
}

/** Encoded events of one hour: each active user signs in, one in five fails first, and makes a few requests. */
export function* hourLines({ entities, share, start, seed }: HourOf): Generator<string> {
  const random = seededRandom(seed);
  let number = 0;
  const line = (user: number, fields: Readonly<Record<string, unknown>>): string => {
    const at = start + Math.floor(random() * HOUR);
    return JSON.stringify({
      '@timestamp': new Date(at).toISOString(),
      'habitus.id': eventId(at, `${seed} ${number++}`),
      'habitus.source': 'bench',
      'event.kind': 'event',
      'user.name': `user${user}`,
      'source.ip': `10.${user % 200}.${user % 251}.${number % 4}`,
      'habitus.entity.source.address': `10.${user % 200}.${user % 251}.${number % 4}`,
      'habitus.entity.actor.user': `user${user}`,
      ...fields,
    });
  };
  for (let user = 0; user < entities; user++) {
    if (random() >= share) continue;
    if (random() < 0.2) yield line(user, { 'event.category': ['authentication'], 'event.outcome': 'failure' });
    yield line(user, { 'event.category': ['authentication'], 'event.outcome': 'success' });
    for (let left = Math.floor(random() * 4); left > 0; left--) yield line(user, { 'event.category': ['web'], 'url.path': `/item/${number % 500}` });
  }
}
