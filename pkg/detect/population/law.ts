import {
  betaBinomial,
  betaBinomialQuantile,
  largestUnremarkable,
  largestUnremarkableOf,
  logLowerMidP,
  logLowerMidPOf,
  logUpperMidP,
  logUpperMidPOf,
  negativeBinomialQuantile,
} from '../../maths';
import type { Inputs } from '../count-tail/predict';
import { LEAST_KNOWN, MOST_KNOWN } from './constants';
import { rateOf, type Rate } from './rate';

/** What is known of a bucket before it is seen: `Finding.inputs`, named. */
export interface PopulationInputs extends Readonly<Inputs> {
  /** How many are known of what is counted; 0: not known. */
  readonly known: number;
}

/** What a bucket is held against. */
export interface PopulationLaw {
  readonly mean: number;
  /** Relative variance of the share. */
  readonly relative: number;
  readonly borrowed: Rate['borrowed'];
  upper(count: number): number;
  lower(count: number): number;
  quantile(p: number): number;
  unremarkable(p: number): number;
}

/** @param count what was seen: more than are known are a population of so many, since they are there */
export function lawOf(x: PopulationInputs, count: number): PopulationLaw {
  const { mean, doubt, borrowed } = rateOf(x);
  const relative = doubt + x.dispersion;
  const tails = isBound(x.known) ? bounded(Math.max(x.known, count), mean, relative) : unbounded(mean, 1 / relative);
  return { relative, borrowed, ...tails };
}

/** Whether the number that is known says how many there can be. */
export function isBound(known: number): boolean {
  return known >= LEAST_KNOWN && known <= MOST_KNOWN;
}

type Tails = Omit<PopulationLaw, 'relative' | 'borrowed'>;

function bounded(of: number, expected: number, relative: number): Tails {
  const mean = Math.min(expected, of - 0.5);
  const law = betaBinomial(of, mean, relative);
  return {
    mean,
    upper: (count) => logUpperMidPOf(law, count),
    lower: (count) => logLowerMidPOf(law, count),
    quantile: (p) => betaBinomialQuantile(p, law),
    unremarkable: (p) => largestUnremarkableOf(p, law),
  };
}

function unbounded(mean: number, size: number): Tails {
  return {
    mean,
    upper: (count) => logUpperMidP(count, mean, size),
    lower: (count) => logLowerMidP(count, mean, size),
    quantile: (p) => negativeBinomialQuantile(p, mean, size),
    unremarkable: (p) => largestUnremarkable(p, mean, size),
  };
}
