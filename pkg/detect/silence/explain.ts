import { DAY, HOUR, MINUTE, type Finding, type Millis, type Observation } from '../../model';
import { amountOf } from '../guards';
import { counted, expectedWere, figure, numberLines, percent, type ArithmeticLine, type FindingInWords, type UnitWords } from '../words';
import { gapLaw, namedInputs } from './judge';

/** The same numbers as the judgement, no second model: how long nothing came, what was to be expected meanwhile, and how long its gaps usually are. */
export function explainSilence(finding: Finding, obs: Observation, unit: UnitWords): FindingInWords {
  const x = namedInputs(finding.inputs);
  const { mean } = gapLaw(x);
  const count = amountOf(obs);
  const span = spanOf(x.silentFor + obs.width);
  const arithmetic: ArithmeticLine[] = [
    ...numberLines(count, finding.expected, finding.interval, obs.width, unit),
    { label: 'Silent for', value: count > 0 ? 'it is not' : span, number: count > 0 ? 0 : x.silentFor + obs.width },
    { label: 'Expected meanwhile', value: figure(x.gap), number: x.gap },
    { label: 'Its usual gap', value: `${figure(mean)} expected ${unit.many} long`, number: mean },
    { label: 'Gaps known', value: `${figure(x.events)}, older ones weigh less`, number: x.events },
    { label: 'From its own history at this hour', value: percent(finding.borrowed.own), number: finding.borrowed.own },
    { label: 'From the hours around it', value: percent(finding.borrowed.neighbour), number: finding.borrowed.neighbour },
    { label: 'From its peers', value: percent(finding.borrowed.peer), number: finding.borrowed.peer },
  ];
  if (count > 0) return { clause: `${counted(count, unit)}: it is not silent`, arithmetic };
  return { clause: `no ${unit.one} for ${span}; ${expectedWere(x.gap)} to be expected meanwhile`, arithmetic };
}

function spanOf(span: Millis): string {
  const [length, name] = span >= 2 * DAY ? [DAY, 'days'] : span >= 2 * HOUR ? [HOUR, 'hours'] : [MINUTE, 'minutes'];
  return span === HOUR ? 'an hour' : `${figure(span / length)} ${name}`;
}
