import { eventId } from '../../../collector/encode/event-id';
import { seededRandom } from '../../../pkg/maths';
import { DAY, HOUR, type Millis } from '../../../pkg/model';

export interface Population {
  readonly users: number;
  readonly days: number;
  /** Of a user on a day, on average. */
  readonly eventsADay: number;
  readonly from: Millis;
  readonly seed: number;
}

/** Sign-ins and requests as Habitus's own encoder writes them, in order of day; on the last evening one user fails forty times. */
export function* eventLines({ users, days, eventsADay, from, seed }: Population): Generator<string> {
  const random = seededRandom(seed);
  let number = 0;
  const line = (at: Millis, user: number, fields: Readonly<Record<string, unknown>>): string =>
    JSON.stringify({
      '@timestamp': new Date(at).toISOString(),
      'habitus.id': eventId(at, `${seed} ${number++}`),
      'event.ingested': new Date(at).toISOString(),
      'habitus.source': 'bench',
      'event.kind': 'event',
      'event.dataset': 'portal.access',
      'user.name': `user${user}`,
      'source.ip': addressOf(user, number),
      'habitus.network': addressOf(user, 0).replace(/\.\d+$/, '.0/24'),
      'habitus.entity.actor.user': `user${user}`,
      'habitus.entity.source.address': addressOf(user, number),
      'related.user': [`user${user}`],
      'related.ip': [addressOf(user, number)],
      ...fields,
    });
  for (let day = 0; day < days; day++) {
    const count = Math.round(users * eventsADay);
    const times = Float64Array.from({ length: count }, () => from + day * DAY + 8 * HOUR + random() * 10 * HOUR).sort();
    for (const at of times) yield line(Math.floor(at), Math.floor(random() * users), kindOf(random(), number));
  }
  const evening = from + (days - 1) * DAY + 20 * HOUR;
  for (let n = 0; n < 40; n++) yield line(evening + n * 1_000, 7, failed);
}

const failed = { 'event.category': ['authentication'], 'event.action': 'sign-in', 'event.outcome': 'failure' };

function kindOf(chance: number, number: number): Readonly<Record<string, unknown>> {
  if (chance < 0.02) return failed;
  if (chance < 0.2) return { ...failed, 'event.outcome': 'success' };
  return {
    'event.category': ['web'],
    'http.request.method': 'GET',
    'http.response.status_code': 200,
    'http.response.body.bytes': 1_000 + ((number * 7_919) % 90_000),
    'url.path': `/item/${number % 500}`,
  };
}

function addressOf(user: number, number: number): string {
  return `10.${user % 200}.${user % 251}.${1 + (number % 2)}`;
}
