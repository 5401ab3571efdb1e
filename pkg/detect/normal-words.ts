import type { Finding, Observation } from '../model';
import { amountOf } from './guards';
import { LEAST_SD, Z95 } from './normal-judgement';
import { againstExpected, figure, numberLines, type ArithmeticLine, type FindingInWords, type UnitWords } from './words';

/** A z-score in words: how many standard deviations, of what. `shares`: on whose history the mean rests. */
export function explainNormal(finding: Finding, obs: Observation, unit: UnitWords, shares: readonly ArithmeticLine[]): FindingInWords {
  const observed = amountOf(obs);
  const sd = (finding.interval[1] - finding.expected) / Z95;
  const z = (observed - finding.expected) / sd;
  const floored = sd <= LEAST_SD * (1 + 1e-9) ? ` (the least allowed)` : '';
  const arithmetic = [
    ...numberLines(observed, finding.expected, finding.interval, obs.width, unit),
    { label: 'Standard deviation', value: `${figure(sd)}${floored}`, number: sd },
    { label: 'Distance', value: `${figure(Math.abs(z))} standard deviations ${z < 0 ? 'below' : 'above'}`, number: z },
    ...shares,
  ];
  return { clause: againstExpected(observed, finding.expected, finding.interval, obs.width, unit), arithmetic };
}
