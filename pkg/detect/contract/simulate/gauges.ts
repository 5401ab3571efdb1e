import { gammaDraw, normalDraw, seededRandom } from '../../../maths';
import { HOUR, type Millis, type Observation } from '../../../model';
import { SOMEONE } from './context';
import type { Random } from './organisation';

const WEEK = 168;

/** A gauge by the hour, from a Monday 00:00 UTC on. */
export interface SimulatedGauge {
  readonly id: string;
  readonly values: Float64Array;
}

/** Draws what a gauge stands at, hour by hour. Nothing is wrong in any of them. */
type Drawer = (random: Random) => (hour: number) => number;

/** Units and zeros differ by factors of a thousand between the gauges of each kind. */
export const NULL_GAUGES = {
  /** A rhythm of the day, what is left over lasting for hours. */
  daily: (random) => {
    const [depth, phase] = [3 * random(), 24 * random()];
    let noise = 0;
    return (h) => depth * Math.sin((2 * Math.PI * (h + phase)) / 24) + (noise = 0.6 * noise + 0.8 * normalDraw(random));
  },
  /** Work hours, rest at night and at weekends; lopsided noise that grows with what there is. */
  weekly: (random) => {
    const start = 6 + Math.floor(4 * random());
    return (h) => (h % WEEK < 120 && h % 24 >= start && h % 24 < start + 9 ? 10 : 1) * (gammaDraw(random, 12) / 12);
  },
  /** Wanders for days and comes back. */
  wandering: (random) => {
    let level = 0;
    return () => (level = 0.99 * level + 0.3 * normalDraw(random)) + 0.2 * normalDraw(random);
  },
  /** Flat, with heavy tails, and now and then a burst that halves by the hour. */
  bursty: (random) => {
    let burst = 0;
    return () => {
      burst = random() < 0.01 ? 4 + 6 * random() : burst / 2;
      return burst + normalDraw(random) / Math.sqrt(gammaDraw(random, 2) / 2);
    };
  },
  /** Share of a machine in use: between 0 and 100, often at either end. Every few weeks another load for good. */
  utilisation: (random) => {
    let load = 60 * random();
    return (h) => {
      if (random() < 1 / 500) load = 60 * random();
      return Math.min(100, Math.max(0, load + 40 * Math.max(0, Math.sin((2 * Math.PI * (h % 24)) / 24)) + 8 * normalDraw(random)));
    };
  },
} as const satisfies Record<string, Drawer>;

export type NullGauges = keyof typeof NULL_GAUGES;

/** The same seed gives the same ones. */
export function simulateGauges(options: {
  readonly data: NullGauges;
  readonly seed: number;
  readonly entities: number;
  readonly weeks: number;
}): SimulatedGauge[] {
  const random = seededRandom(options.seed);
  return Array.from({ length: options.entities }, (_, i) => {
    const unit = 1_000 ** (2 * random() - 1);
    const zero = unit * 1_000 * (2 * random() - 1);
    const draw = NULL_GAUGES[options.data](random);
    return { id: `${options.data}-${i}`, values: Float64Array.from({ length: options.weeks * WEEK }, (_, h) => zero + unit * draw(h)) };
  });
}

export function gaugeAt(start: Millis, value: number, width: Millis = HOUR): Observation {
  return { kind: 'magnitude', entity: SOMEONE, start, width, value, events: 1 };
}
