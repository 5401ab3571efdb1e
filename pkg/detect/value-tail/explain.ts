import type { Finding, Observation } from '../../model';
import { counted, exactly, figure, percent, type ArithmeticLine, type FindingInWords, type UnitWords } from '../words';
import { namedInputs } from './judge';
import { lawOf } from './law';
import { valueOf } from './value';

/** The same numbers as the judgement, no second model. What a person wants first is the ratio to the usual. */
export function explainValueTail(finding: Finding, obs: Observation, unit: UnitWords): FindingInWords {
  const x = namedInputs(finding.inputs);
  const { scale, known } = lawOf(x);
  const value = valueOf(obs);
  const ratio = (value + 1) / (finding.expected + 1);
  const [low, high] = finding.interval.map(figure);
  const { own, peer } = finding.borrowed;
  const usual = `${figure(ratio)} times the usual ${figure(finding.expected)}`;
  const arithmetic: ArithmeticLine[] = [
    { label: 'Observed', value: counted(value, unit), number: value },
    { label: 'Usual', value: figure(finding.expected), number: finding.expected },
    { label: 'Ratio to the usual', value: `${figure(ratio)} times`, number: ratio },
    { label: '95 of 100 such values', value: `${low!} to ${high!}` },
    { label: 'Spread', value: `a factor of ${figure(Math.exp(scale))} either way`, number: scale },
    { label: 'Largest so far', value: x.largest > 0 ? exactly(x.largest) : 'none yet', number: x.largest },
    { label: 'From its own history', value: `${percent(own)} (${figure(x.weight)} values, older ones weigh less)`, number: own },
    { label: 'From its peers', value: percent(peer), number: peer },
  ];
  const limit = finding.unremarkableBelow;
  if (limit !== undefined) arithmetic.push({ label: 'Unremarkable up to', value: figure(limit), number: limit });
  const against = known ? `${usual} (95 of 100: ${low!} to ${high!})` : 'nothing to compare it with yet';
  return { clause: `${counted(value, unit)}; ${against}`, arithmetic };
}
