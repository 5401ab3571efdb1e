import type { Finding, Observation } from '../../model';
import { amountOf } from '../guards';
import { buckets, counted, exactly, expectedWere, figure, numberLines, percent, type FindingInWords, type UnitWords } from '../words';
import { lawOf, namedInputs } from './law';

/** The same numbers as the judgement, no second model: what the group does at this hour, and how this one has long stood in it. */
export function explainPeer(finding: Finding, obs: Observation, unit: UnitWords): FindingInWords {
  const x = namedInputs(finding.inputs);
  const { known, standing } = lawOf(x);
  const observed = amountOf(obs);
  if (!known) return { clause: `${counted(observed, unit)}; no group to compare it with yet`, arithmetic: [] };
  const arithmetic = [
    ...numberLines(observed, finding.expected, finding.interval, obs.width, unit),
    { label: 'Members of its group', value: exactly(x.members), number: x.members },
    { label: 'A member of its group, on average', value: figure(x.mean), number: x.mean },
    { label: 'Its standing in the group', value: `${figure(standing)} times the average`, number: standing },
    { label: 'From its own standing', value: percent(finding.borrowed.own), number: finding.borrowed.own },
    { label: 'From its peers', value: percent(finding.borrowed.peer), number: finding.borrowed.peer },
  ];
  const [low, high] = finding.interval;
  const range = `95 of 100 such ${buckets(obs.width)}: ${exactly(low)} to ${exactly(high)}`;
  return {
    clause: `${counted(observed, unit)}; ${expectedWere(finding.expected)} to be expected of one of ${exactly(x.members)} like it (${range})`,
    arithmetic,
  };
}
