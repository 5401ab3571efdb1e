import { HOUR, MINUTE, bucketStart, type Millis } from '../../../../pkg/model';
import { peersFor } from '../peers/all';
import { userHour, type SignInScores } from './collect';
import type { SignIn, SignIns } from './load';

const FIRST_SEEN = 'address never used by this user';

/**
 * The peers on the same counts: users that failed in each minute from the first to the last; failures of an address in an hour, all addresses in one series
 * since most have no history of their own. Of takeovers they know nothing; there the rule of the README stands beside us.
 */
export function peerScores({ rows }: SignIns): Map<string, SignInScores> {
  const hours = addressHours(rows);
  const minutes = minuteCounts(rows);
  const userHours = firstSeen(rows);
  const none = { addresses: new Map<string, number>(), minutes: new Map<Millis, number>(), userHours: new Map<string, number>() };
  const scorers = peersFor('counts').map(({ name, scores }): [string, SignInScores] => {
    const [ofHours = [], ofMinutes = []] = [scores([hours.map(({ failures }) => [failures])])[0], scores([minutes.map(({ users }) => [users])])[0]];
    const addresses = new Map<string, number>();
    hours.forEach(({ address }, i) => addresses.set(address, Math.max(addresses.get(address) ?? 0, ofHours[i] ?? 0)));
    return [name, { ...none, addresses, minutes: new Map(minutes.map(({ minute }, i) => [minute, ofMinutes[i] ?? 0])) }];
  });
  return new Map([...scorers, [FIRST_SEEN, { ...none, userHours }]]);
}

function addressHours(rows: readonly SignIn[]): { readonly address: string; readonly failures: number }[] {
  const hours = new Map<string, { address: string; failures: number }>();
  for (const { at, address, success } of rows) {
    const key = `${bucketStart(at, HOUR)} ${address}`;
    const one = hours.get(key) ?? { address, failures: 0 };
    if (!success) one.failures++;
    hours.set(key, one);
  }
  return [...hours.values()];
}

function minuteCounts(rows: readonly SignIn[]): { readonly minute: Millis; readonly users: number }[] {
  const failing = new Map<Millis, Set<string>>();
  for (const { at, user, success } of rows) {
    const minute = bucketStart(at, MINUTE);
    if (!success) failing.set(minute, (failing.get(minute) ?? new Set()).add(user));
  }
  const [first, last] = [bucketStart(rows[0]!.at, MINUTE), bucketStart(rows.at(-1)!.at, MINUTE)];
  return Array.from({ length: (last - first) / MINUTE + 1 }, (_, i) => ({ minute: first + i * MINUTE, users: failing.get(first + i * MINUTE)?.size ?? 0 }));
}

function firstSeen(rows: readonly SignIn[]): Map<string, number> {
  const [seen, scores] = [new Set<string>(), new Map<string, number>()];
  for (const { at, address, user, success } of rows) {
    if (!success) continue;
    if (!seen.has(`${user} ${address}`)) scores.set(userHour(user, bucketStart(at, HOUR)), 1);
    seen.add(`${user} ${address}`);
  }
  return scores;
}
