import type { Finding, Observation } from '../model';
import { amountOf, scaled } from './guards';
import { LEAST_SD, Z95 } from './normal-judgement';
import { againstExpected, figure, numberLines, type ArithmeticLine, type FindingInWords, type UnitWords } from './words';

/**
 * A z-score in words: how many standard deviations, of what. `shares`: on whose history the mean rests.
 * Magnitudes are judged by their logarithm, so their deviation is a factor.
 */
export function explainNormal(finding: Finding, obs: Observation, unit: UnitWords, shares: readonly ArithmeticLine[]): FindingInWords {
  const observed = amountOf(obs);
  const mean = scaled({ ...obs, value: finding.expected } as Observation);
  const sd = (scaled({ ...obs, value: finding.interval[1] } as Observation) - mean) / Z95;
  const z = (scaled(obs) - mean) / sd;
  const floored = sd <= LEAST_SD * (1 + 1e-9) ? ' (the least allowed)' : '';
  const spread = obs.kind === 'magnitude' ? `a factor of ${figure(Math.exp(sd))}` : figure(sd);
  const arithmetic = [
    ...numberLines(observed, finding.expected, finding.interval, obs.width, unit),
    { label: 'Standard deviation', value: `${spread}${floored}`, number: sd },
    { label: 'Distance', value: `${figure(Math.abs(z))} standard deviations ${z < 0 ? 'below' : 'above'}`, number: z },
    ...shares,
  ];
  return { clause: againstExpected(observed, finding.expected, finding.interval, obs.width, unit), arithmetic };
}
