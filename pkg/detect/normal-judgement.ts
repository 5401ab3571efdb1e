import { logNormalTwoSided, logNormalUpperTail, normalQuantile } from '../maths';
import type { Finding, Observation } from '../model';
import type { Context } from './detector';
import { amountOf } from './guards';
import { remarkableP } from './remarkable';

/** What a normal law expects of a bucket. `known`: false while there is nothing to compare with. */
export interface NormalLaw {
  readonly mean: number;
  readonly variance: number;
  readonly known: boolean;
}

/** Counts come in ones: a standard deviation below half of one would make every event an alarm. */
const LEAST_COUNT_SD = 0.5;
/** Of the mean: a gauge that moves by less than a hundredth of itself did not move. Of no unit. */
const LEAST_SHARE = 0.01;
/** Deviations at which a series that was always zero is left. */
const NEVER_MOVED = 40;
export const Z95 = normalQuantile(0.975);
const UNKNOWN = -Math.LN2;

/** The least standard deviation of a kind of observation. */
export function leastSd(kind: Observation['kind'], mean: number): number {
  return kind === 'count' ? LEAST_COUNT_SD : LEAST_SHARE * Math.abs(mean);
}

/** z = (y - mean) / sd and its tail. Without anything to compare with, the finding is dull: p = 1/2. */
export function judgeNormal(law: NormalLaw, obs: Observation, tail: Context['tail'], borrowed: Finding['borrowed'], inputs: readonly number[]): Finding {
  const { mean } = law;
  const sd = Math.max(leastSd(obs.kind, mean), Math.sqrt(Math.max(0, law.variance)));
  const logP = law.known ? logTail(deviations(amountOf(obs) - mean, sd), tail) : UNKNOWN;
  const low = mean - Z95 * sd;
  const interval = [obs.kind === 'count' ? Math.max(0, low) : low, mean + Z95 * sd] as const;
  const finding = { logP, expected: mean, interval, borrowed, inputs };
  const p = remarkableP(logP, tail);
  return p === undefined ? finding : { ...finding, unremarkableBelow: mean + normalQuantile(1 - p) * sd };
}

function deviations(difference: number, sd: number): number {
  if (sd > 0) return difference / sd;
  return difference === 0 ? 0 : Math.sign(difference) * NEVER_MOVED;
}

function logTail(z: number, tail: Context['tail']): number {
  if (tail === 'both') return logNormalTwoSided(z);
  return logNormalUpperTail(tail === 'upper' ? z : -z);
}
