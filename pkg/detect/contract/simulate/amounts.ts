import { gammaDraw, normalDraw, seededRandom } from '../../../maths';
import { HOUR, type Millis, type Observation } from '../../../model';
import type { PeerLogs } from '../../detector';
import { SOMEONE } from './context';
import type { Random } from './organisation';

/** Values of one entity: by hour, the one it had, in cents. */
export interface SimulatedAmounts {
  readonly id: string;
  readonly hours: readonly (number | undefined)[];
}

/** How an entity draws its values. Nothing is wrong in any of them. */
type Drawer = (random: Random) => () => number;

/** `log-normal` is value-tail's own law; the others are not. */
export const NULL_AMOUNTS = {
  'log-normal': (random) => {
    const usual = usualOf(random);
    return () => usual * Math.exp(0.8 * normalDraw(random));
  },
  /** Lopsided: many small ones, never a much larger one. */
  gamma: (random) => {
    const usual = usualOf(random);
    return () => usual * gammaDraw(random, 1.5);
  },
  /** Nine small ones to each large one. */
  'two-kinds': (random) => {
    const [small, large] = [usualOf(random), 30 * usualOf(random)];
    return () => (random() < 0.1 ? large : small) * Math.exp(0.4 * normalDraw(random));
  },
  /** Exponent 1.5: the mean exists, the variance does not. */
  pareto: (random) => {
    const least = usualOf(random);
    return () => least * (1 - random()) ** (-1 / 1.5);
  },
  /** Five prices, always the same ones; now and then one is raised. */
  prices: (random) => {
    const list = Array.from({ length: 5 }, () => usualOf(random) * Math.exp(normalDraw(random)));
    return () => {
      const which = Math.floor(list.length * random() ** 2);
      if (random() < 0.01) list[which]! *= 1.2;
      return list[which]!;
    };
  },
} as const satisfies Record<string, Drawer>;

export type NullAmounts = keyof typeof NULL_AMOUNTS;

/** Entities with a value in one hour of five. The same seed gives the same ones. */
export function simulateAmounts(options: {
  readonly data: NullAmounts;
  readonly seed: number;
  readonly entities: number;
  readonly weeks: number;
}): SimulatedAmounts[] {
  const random = seededRandom(options.seed);
  return Array.from({ length: options.entities }, (_, i) => {
    const draw = NULL_AMOUNTS[options.data](random);
    const hours = Array.from({ length: options.weeks * 168 }, () => (random() < 0.2 ? Math.round(draw()) : undefined));
    return { id: `${options.data}-${i}`, hours };
  });
}

export function amountAt(start: Millis, value: number, width: Millis = HOUR): Observation {
  return { kind: 'single', entity: SOMEONE, start, width, eventId: `${start}`, value };
}

/** What a group's values were like in its first hours. */
export function logsOfAmounts(group: readonly SimulatedAmounts[], hours: number): PeerLogs {
  const members = group
    .map(({ hours: met }) => met.slice(0, hours).flatMap((value) => (value === undefined ? [] : [Math.log1p(value)])))
    .filter(({ length }) => length > 1);
  const means = members.map(mean);
  const within = mean(members.map((logs, i) => logs.reduce((sum, x) => sum + (x - means[i]!) ** 2, 0) / (logs.length - 1)));
  const centre = mean(means);
  return { members: members.length, mean: centre, between: mean(means.map((x) => (x - centre) ** 2)), within };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, x) => sum + x, 0) / values.length;
}

/** Around 20 euros, entities apart by a factor of three. */
function usualOf(random: Random): number {
  return 2_000 * Math.exp(1.1 * normalDraw(random));
}
