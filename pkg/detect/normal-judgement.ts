import { logNormalTwoSided, logNormalUpperTail, normalQuantile } from '../maths';
import type { Finding, Observation } from '../model';
import type { Context } from './detector';
import { scaled, unscaled } from './guards';
import { remarkableP } from './remarkable';

/** What a normal law expects of a bucket. `known`: false while there is nothing to compare with. */
export interface NormalLaw {
  readonly mean: number;
  readonly variance: number;
  readonly known: boolean;
}

/** Counts come in ones: a standard deviation below half of one would make every event an alarm. */
export const LEAST_SD = 0.5;
export const Z95 = normalQuantile(0.975);
const UNKNOWN = -Math.LN2;

/** z = (y - mean) / sd and its tail. Without anything to compare with, the finding is dull: p = 1/2. */
export function judgeNormal(law: NormalLaw, obs: Observation, tail: Context['tail'], borrowed: Finding['borrowed'], inputs: readonly number[]): Finding {
  const sd = Math.max(LEAST_SD, Math.sqrt(law.variance));
  const logP = law.known ? logTail((scaled(obs) - law.mean) / sd, tail) : UNKNOWN;
  const interval = [Math.max(0, unscaled(obs, law.mean - Z95 * sd)), unscaled(obs, law.mean + Z95 * sd)] as const;
  const finding = { logP, expected: unscaled(obs, law.mean), interval, borrowed, inputs };
  const p = remarkableP(logP, tail);
  return p === undefined ? finding : { ...finding, unremarkableBelow: unscaled(obs, law.mean + normalQuantile(1 - p) * sd) };
}

function logTail(z: number, tail: Context['tail']): number {
  if (tail === 'both') return logNormalTwoSided(z);
  return logNormalUpperTail(tail === 'upper' ? z : -z);
}
