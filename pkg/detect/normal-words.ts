import type { Finding, Observation } from '../model';
import { amountOf } from './guards';
import { leastSd, Z95 } from './normal-judgement';
import {
  againstExpected,
  figure,
  numberLines,
  quantity,
  quantityAgainst,
  quantityLines,
  type ArithmeticLine,
  type FindingInWords,
  type UnitWords,
} from './words';

/**
 * A z-score in words: how many standard deviations, of what. `shares`: on whose history the mean rests.
 */
export function explainNormal(finding: Finding, obs: Observation, unit: UnitWords, shares: readonly ArithmeticLine[]): FindingInWords {
  const observed = amountOf(obs);
  const mean = finding.expected;
  const sd = (finding.interval[1] - mean) / Z95;
  const z = sd > 0 ? (observed - mean) / sd : 0;
  const floored = sd <= leastSd(obs.kind, mean) * (1 + 1e-9) ? ' (the least allowed)' : '';
  const arithmetic = [
    ...(obs.kind === 'count' ? numberLines : quantityLines)(observed, finding.expected, finding.interval, obs.width, unit),
    { label: 'Standard deviation', value: `${obs.kind === 'count' ? figure(sd) : quantity(sd)}${floored}`, number: sd },
    { label: 'Distance', value: `${figure(Math.abs(z))} standard deviations ${z < 0 ? 'below' : 'above'}`, number: z },
    ...shares,
  ];
  return { clause: (obs.kind === 'count' ? againstExpected : quantityAgainst)(observed, finding.expected, finding.interval, obs.width, unit), arithmetic };
}
