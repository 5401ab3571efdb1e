import { gammaDraw, normalDraw, poissonDraw } from '../../../maths';
import type { Random, SimulatedEntity } from './organisation';

const WEEK = 168;

/**
 * Data in which nothing is wrong and that no detector's own law could have drawn: what calibration is proved on. Hourly, from a Monday 00:00 UTC on.
 * (`organisation` is the fourth such generator.)
 */
export const FOREIGN_COUNTS = {
  /** People who come and go: awake or asleep as a Markov chain with the hours of the day, each stay with a rate of its own. Hours depend on each other. */
  sessions: (random: Random, id: string, weeks: number): SimulatedEntity => {
    const usual = 4 * Math.exp(0.8 * normalDraw(random));
    let rate = 0;
    return hourly(id, 'sessions', weeks, (h) => {
      const day = h % WEEK < 120 && h % 24 >= 7 && h % 24 < 20;
      if (rate > 0 && random() < (day ? 0.25 : 0.6)) rate = 0;
      else if (rate === 0 && random() < (day ? 0.3 : 0.01)) rate = usual * Math.exp(0.7 * normalDraw(random));
      return rate > 0 ? poissonDraw(random, rate) : 0;
    });
  },

  /** Heavy tails: one hour in five holds something, a Pareto number of it with exponent 2.2. The variance is all but infinite. */
  pareto: (random: Random, id: string, weeks: number): SimulatedEntity => {
    const scale = 1 + 2 * random();
    return hourly(id, 'pareto', weeks, () => (random() < 0.2 ? Math.floor(scale * (1 - random()) ** (-1 / 2.2)) : 0));
  },

  /** Rates that wander: a random walk of their logarithm, a tenth a day, drawn back to the usual, over a smooth day. Gamma noise of its own each hour. */
  drifting: (random: Random, id: string, weeks: number): SimulatedEntity => {
    const usual = normalDraw(random);
    let level = usual;
    return hourly(id, 'drifting', weeks, (h) => {
      level += 0.02 * normalDraw(random) + 0.002 * (usual - level);
      const rhythm = 1 + 0.8 * Math.sin((2 * Math.PI * (h % 24)) / 24);
      return poissonDraw(random, (Math.exp(level) * rhythm * gammaDraw(random, 8)) / 8);
    });
  },
} as const satisfies Record<string, (random: Random, id: string, weeks: number) => SimulatedEntity>;

function hourly(id: string, kind: string, weeks: number, at: (hour: number) => number): SimulatedEntity {
  return { id, kind, counts: Float64Array.from({ length: weeks * WEEK }, (_, h) => at(h)) };
}
