import { lawOf } from '../../detect/count-tail/law';
import { namedInputs } from '../../detect/count-tail/judge';
import { namedInputs as namedPopulation } from '../../detect/population/judge';
import { isBound, lawOf as lawOfPopulation } from '../../detect/population/law';
import { negativeBinomialDraw, normalDraw, normalQuantile } from '../../maths';
import type { Finding } from '../../model';

/** What may come of a bucket, as a detector that has not seen it expects it. */
export interface Predictive {
  readonly expected: number;
  /** Variance that the buckets of half a day have in common, relative to the square of what is expected. */
  readonly common: number;
  /** @param day what this day is of a usual one, drawn once for it: 1 with variance `common` */
  draw(random: () => number, day: number): number;
}

/** Inputs of multi-bucket that are count-tail's, and where its window's dispersion stands. */
const COUNTED = 8;
const WINDOW_DISPERSION = 11;
const LEAST_DISPERSION = 0.01;
const MOST_COMMON = 1;
const Z95 = normalQuantile(0.975);

/**
 * Counts by the very law they are judged by, the negative binomial of count-tail; where multi-bucket knows how much of its dispersion whole windows have in
 * common, that part is drawn once a day. Of every other detector by its expectation and its interval of 95 of 100, as two halves of a normal law: on the
 * logarithm where all is positive, as magnitudes differ by factors.
 */
export function predictiveOf(detector: string, finding: Finding): Predictive {
  if (detector === 'count-tail' || detector === 'multi-bucket') return counted(finding);
  if (detector === 'population') return spread(finding);
  const { expected, interval } = finding;
  const isPositive = interval[0] > 0 && expected > 0;
  const [middle, lower, upper] = isPositive ? [Math.log(expected), Math.log(interval[0]), Math.log(interval[1])] : [expected, ...interval];
  const draw = (random: () => number): number => {
    const z = normalDraw(random) / Z95;
    const value = middle + z * (z < 0 ? middle - lower : upper - middle);
    return isPositive ? Math.exp(value) : value;
  };
  return { expected, common: 0, draw };
}

/** Of those that are known, as many as there are at most. */
function spread({ inputs }: Finding): Predictive {
  const x = namedPopulation(inputs);
  const { mean, relative } = lawOfPopulation(x, 0);
  const most = isBound(x.known) ? x.known : Infinity;
  return { expected: mean, common: 0, draw: (random, day) => Math.min(most, negativeBinomialDraw(random, mean * day, 1 / relative)) };
}

function counted({ inputs }: Finding): Predictive {
  const own = namedInputs(inputs.slice(0, COUNTED));
  const { mean, doubt } = lawOf(own);
  const common = Math.min(MOST_COMMON, own.dispersion, inputs[WINDOW_DISPERSION] ?? 0);
  const size = 1 / (doubt + Math.max(LEAST_DISPERSION, own.dispersion - common));
  return { expected: mean, common, draw: (random, day) => Math.max(0, negativeBinomialDraw(random, mean * day, size)) };
}
