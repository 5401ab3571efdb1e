import { seededRandom } from '../../../maths';
import type { Random } from './organisation';

/** Values of one entity: by hour, what it used. */
export interface SimulatedValues {
  readonly id: string;
  readonly kind: string;
  readonly hours: readonly (ReadonlyMap<string, number> | undefined)[];
}

/**
 * Users and what they use (networks, say), without incident. Popular values follow Zipf's law over 400; each entity also has values of its own.
 * 60 % careful (a new value once in 300 hours of use), 25 % explorers (once in 10), 15 % services (once in 5,000). New values are
 * popular ones nine times in ten.
 */
export function simulateValues(options: { readonly seed: number; readonly entities: number; readonly weeks: number }): SimulatedValues[] {
  const random = seededRandom(options.seed);
  return Array.from({ length: options.entities }, (_, i) => entity(random, `values-${i}`, options.weeks * 168));
}

function entity(random: Random, id: string, hours: number): SimulatedValues {
  const draw = random();
  const kind = draw < 0.6 ? 'careful' : draw < 0.85 ? 'explorer' : 'service';
  const novelty = { careful: 1 / 300, explorer: 1 / 10, service: 1 / 5_000 }[kind];
  const own: string[] = [fresh(random, id, 0)];
  const met = Array.from({ length: hours }, (_, h) => {
    if (kind !== 'service' && !working(h)) return undefined;
    if (random() < novelty) own.push(fresh(random, id, own.length));
    else return used(random, own[Math.floor(own.length * random() ** 3)]!);
    return used(random, own[own.length - 1]!);
  });
  return { id, kind, hours: met };
}

function used(random: Random, value: string): ReadonlyMap<string, number> {
  return new Map([[value, 1 + Math.floor(5 * random())]]);
}

function fresh(random: Random, id: string, n: number): string {
  return random() < 0.9 ? `popular-${Math.floor(400 ** random())}` : `${id}-own-${n}`;
}

function working(hour: number): boolean {
  return hour % 168 < 120 && hour % 24 >= 8 && hour % 24 < 17;
}
