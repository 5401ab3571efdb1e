import { negativeBinomialDraw, normalDraw, seededRandom } from '../../../maths';
import { FOREIGN_COUNTS } from './foreign-counts';
import { organisationEntity, type Random, type SimulatedEntity } from './organisation';

/** Data in which nothing is wrong: whatever is found there is a false alarm. All hourly, from a Monday 00:00 UTC on. */
export const NULL_DATA = {
  /** Constant Poisson rates, log-normal over the entities around 1 an hour. */
  poisson: (random: Random, id: string, weeks: number) => flat(random, id, 'poisson', weeks, Infinity),
  /** The same with bursts: negative binomial of size 0.7. */
  'negative-binomial': (random: Random, id: string, weeks: number) => flat(random, id, 'negative-binomial', weeks, 0.7),
  organisation: organisationEntity,
} as const satisfies Record<string, (random: Random, id: string, weeks: number) => SimulatedEntity>;

export type NullData = keyof typeof NULL_DATA;

const ALL = { ...NULL_DATA, ...FOREIGN_COUNTS } as const;

/** The same seed gives the same entities. */
export function simulateCounts(options: {
  readonly data: keyof typeof ALL;
  readonly seed: number;
  readonly entities: number;
  readonly weeks: number;
}): SimulatedEntity[] {
  const random = seededRandom(options.seed);
  return Array.from({ length: options.entities }, (_, i) => ALL[options.data](random, `${options.data}-${i}`, options.weeks));
}

function flat(random: Random, id: string, kind: string, weeks: number, size: number): SimulatedEntity {
  const mean = Math.exp(normalDraw(random));
  return { id, kind, counts: Float64Array.from({ length: weeks * 168 }, () => negativeBinomialDraw(random, mean, size)) };
}
