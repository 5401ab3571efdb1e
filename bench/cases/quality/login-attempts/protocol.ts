import { HOUR, MINUTE, bucketStart } from '../../../../pkg/model';
import type { Labelled } from '../measures/curve';
import { userHour, type SignInScores } from './collect';
import type { SignIn, SignIns } from './load';

/** The three questions of the data set's README, each as what was scored and whether it was an attacker's. */
export type Questions = Readonly<Record<'addresses' | 'minutes' | 'takeovers', Labelled[]>>;

/** Every address that tried to sign in, every minute with a failure, every successful sign-in by its user's hour. */
export function questionsOf(signIns: SignIns, scores: SignInScores): Questions {
  return {
    addresses: grouped(
      signIns.rows,
      ({ address }) => address,
      (address) => scores.addresses.get(address) ?? 0
    ),
    minutes: grouped(
      signIns.rows.filter(({ success }) => !success),
      ({ at }) => bucketStart(at, MINUTE),
      (minute) => scores.minutes.get(minute) ?? 0
    ),
    takeovers: signIns.rows
      .filter(({ success }) => success)
      .map(({ user, at, attack }) => ({ bad: attack, score: scores.userHours.get(userHour(user, bucketStart(at, HOUR))) ?? 0 })),
  };
}

/** One of each key; bad where an attacker is among its rows. */
function grouped<K>(rows: readonly SignIn[], keyOf: (row: SignIn) => K, scoreOf: (key: K) => number): Labelled[] {
  const bad = new Map<K, boolean>();
  for (const row of rows) bad.set(keyOf(row), (bad.get(keyOf(row)) ?? false) || row.attack);
  return [...bad].map(([key, isBad]) => ({ bad: isBad, score: scoreOf(key) }));
}
