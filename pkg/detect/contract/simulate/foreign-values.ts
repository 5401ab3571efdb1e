import { seededRandom } from '../../../maths';
import type { SimulatedValues } from './null-values';
import type { Random } from './organisation';

/** How an entity chooses the value of an hour in which it does something. */
type Chooser = (random: Random, id: string) => (hour: number) => string;

/** Values without incident that no Pitman-Yor process drew: what rarity's calibration is proved on, beside `simulateValues`. */
export const FOREIGN_VALUES = {
  /** A handful, all equally likely, out of two hundred that everybody chooses from; now and then one is given up for another. */
  uniform: (random) => {
    const another = (): string => `place-${Math.floor(200 * random())}`;
    const own = Array.from({ length: 1 + Math.floor(6 * random()) }, another);
    const often = 0.02 * random();
    return () => {
      const which = Math.floor(own.length * random());
      if (random() < often) own[which] = another();
      return own[which]!;
    };
  },
  /** A home, and trips of days to one of two hundred places, popular ones mostly: new values come in runs. */
  trips: (random) => {
    const home = `place-${Math.floor(40 * random())}`;
    const often = 0.002 * random();
    let away: { readonly at: string; readonly until: number } | undefined;
    return (hour) => {
      if (away !== undefined && hour >= away.until) away = undefined;
      if (away === undefined && random() < often) away = { at: `place-${Math.floor(200 ** random())}`, until: hour + 24 * (1 + Math.floor(5 * random())) };
      return away?.at ?? home;
    };
  },
  /** A machine that is given a new name now and then, and keeps it: favourites change, old ones never return. */
  replaced: (random, id) => {
    const often = 0.004 * random();
    let name = 0;
    return () => {
      if (random() < often) name++;
      return `${id}-${name}`;
    };
  },
} as const satisfies Record<string, Chooser>;

export type ForeignValues = keyof typeof FOREIGN_VALUES;

/** Entities that do something in three hours of ten. The same seed gives the same ones. */
export function simulateForeignValues(options: {
  readonly data: ForeignValues;
  readonly seed: number;
  readonly entities: number;
  readonly weeks: number;
}): SimulatedValues[] {
  const random = seededRandom(options.seed);
  return Array.from({ length: options.entities }, (_, i) => {
    const id = `${options.data}-${i}`;
    const choose = FOREIGN_VALUES[options.data](random, id);
    const hours = Array.from({ length: options.weeks * 168 }, (_, h) => (random() < 0.3 ? new Map([[choose(h), 1]]) : undefined));
    return { id, kind: options.data, hours };
  });
}
