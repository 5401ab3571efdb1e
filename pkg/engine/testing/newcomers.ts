import { simulateCounts } from '../../detect/contract/simulate';
import { seededRandom } from '../../maths';
import { HOUR, type Observation } from '../../model';
import { shippedFeatures } from '../../observe';
import { freshPass } from '../fresh-pass';
import { byGroup } from '../met-by-group';

/** Claims of newcomers in data in which nothing is wrong: hours since each was first seen, and how many of them claimed to be rarer than a level. */
export interface NewcomerClaims {
  readonly hours: number;
  /** Found for each that the level allows. */
  readonly below: Readonly<Record<'0.01' | '0.001', number>>;
  /** Mean share of what they were held against that was not their own. */
  readonly borrowed: number;
}

const AGES = { 'first day': [0, 24], 'first week': [0, 168], 'second week': [168, 336], 'from then on': [336, Infinity] } as const;
export type Age = keyof typeof AGES;
type Data = Parameters<typeof simulateCounts>[0]['data'];

const SIGN_INS = shippedFeatures().find(({ id }) => id === 'logins-succeeded-per-user')!;
const MONDAY = Date.UTC(2026, 0, 5);
const LEVELS = [
  ['0.01', Math.log(1e-2)],
  ['0.001', Math.log(1e-3)],
] as const;

/**
 * So many entities through the whole pass with its epochs and equalisers; a third are there from the first hour, the others join at any hour from the fourth
 * week on. Claims of those that joined, by their age. An hour in which one did nothing claims nothing and counts.
 */
export function newcomerClaims({ data, seed, entities, weeks }: Parameters<typeof simulateCounts>[0] & { data: Data }): Record<Age, NewcomerClaims> {
  const random = seededRandom(seed + 1);
  const lives = simulateCounts({ data, seed, entities, weeks });
  const joins = lives.map((_, i) => (i % 3 === 0 ? 0 : Math.floor(168 * (3 + (weeks - 4) * random()))));
  const joinedAt = new Map(lives.map(({ id }, i) => [id, joins[i]]));
  const pass = freshPass({ features: [SIGN_INS] }, () => undefined);
  const first = new Map<string, number>();
  const tally = Object.fromEntries(Object.keys(AGES).map((age) => [age, { hours: 0, rare: [0, 0], borrowed: 0, judged: 0 }]));
  const agesAt = (age: number): (typeof tally)[string][] =>
    (Object.keys(AGES) as Age[]).filter((name) => age >= AGES[name][0] && age < AGES[name][1]).map((name) => tally[name]!);
  for (let hour = 0; hour < weeks * 168; hour++) {
    const met = new Map<string, Observation>();
    lives.forEach(({ id, counts }, i) => {
      if (hour < joins[i]! || counts[hour] === 0) return;
      if (!first.has(id)) first.set(id, hour);
      met.set(id, { kind: 'count', entity: { type: 'user', id }, start: MONDAY + hour * HOUR, width: HOUR, value: counts[hour]! });
    });
    lives.forEach(({ id }, i) => {
      if (joins[i]! > 0 && first.has(id)) for (const one of agesAt(hour - first.get(id)!)) one.hours++;
    });
    for (const { entity, judged, logPEqualised } of pass.closeHour(MONDAY + hour * HOUR, () => byGroup(met))) {
      const began = first.get(entity.id)!;
      if (joinedAt.get(entity.id) === 0) continue;
      for (const one of agesAt(hour - began)) {
        LEVELS.forEach(([, log], at) => (one.rare[at]! += logPEqualised < log ? 1 : 0));
        one.borrowed += 1 - judged[0]!.finding.borrowed.own;
        one.judged++;
      }
    }
  }
  return Object.fromEntries(
    Object.entries(tally).map(([age, { hours, rare, borrowed, judged }]) => [
      age,
      { hours, below: { '0.01': rare[0]! / (0.01 * hours), '0.001': rare[1]! / (0.001 * hours) }, borrowed: borrowed / judged },
    ])
  ) as Record<Age, NewcomerClaims>;
}
