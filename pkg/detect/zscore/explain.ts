import type { Finding, Observation } from '../../model';
import { explainNormal } from '../normal-words';
import { exactly, percent, type FindingInWords, type UnitWords } from '../words';

/** The same numbers as the judgement, no second model. */
export function explainZscore(finding: Finding, obs: Observation, unit: UnitWords): FindingInWords {
  const { own, peer } = finding.borrowed;
  return explainNormal(finding, obs, unit, [
    { label: 'From its own history', value: `${percent(own)} (${exactly(finding.inputs[0]!)} values)`, number: own },
    { label: 'From its peers', value: percent(peer), number: peer },
  ]);
}
