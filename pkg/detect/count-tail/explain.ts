import type { Finding, Observation } from '../../model';
import { amountOf } from '../guards';
import { againstExpected, counted, figure, numberLines, percent, type ArithmeticLine, type FindingInWords, type UnitWords } from '../words';
import { namedInputs } from './judge';
import { lawOf } from './law';

/** The same numbers as the judgement, no second model. */
export function explainCount(finding: Finding, obs: Observation, unit: UnitWords): FindingInWords {
  const x = namedInputs(finding.inputs);
  const { size } = lawOf(x);
  const observed = amountOf(obs);
  const { own, neighbour, peer } = finding.borrowed;
  const arithmetic: ArithmeticLine[] = [
    ...numberLines(observed, finding.expected, finding.interval, obs.width, unit),
    {
      label: 'From its own history at this hour',
      value: `${percent(own)} (${counted(rounded(x.slotCount), unit)} in ${figure(x.slotExposure)} weeks, older ones weigh less)`,
      number: own,
    },
    { label: 'From the hours around it', value: percent(neighbour), number: neighbour },
    { label: 'From its peers', value: percent(peer), number: peer },
    { label: 'Level of the last days', value: `${figure(x.level)} times its usual`, number: x.level },
    { label: 'Burstiness', value: `variance ${figure(1 + finding.expected / size)} times that of independent events`, number: x.dispersion },
  ];
  const limit = finding.unremarkableBelow;
  if (limit !== undefined) arithmetic.push({ label: 'Unremarkable up to', value: counted(limit, unit), number: limit });
  return { clause: againstExpected(observed, finding.expected, finding.interval, obs.width, unit), arithmetic };
}

function rounded(count: number): number {
  return Math.round(count * 10) / 10;
}
