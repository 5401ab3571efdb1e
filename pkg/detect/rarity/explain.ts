import type { Finding, Observation } from '../../model';
import { exactly, figure, percent, type ArithmeticLine, type FindingInWords, type UnitWords } from '../words';
import { predictive, weighedOf } from './judge';

/** The same numbers as the judgement, no second model. The value stands in quotation marks: it is data, not our words. */
export function explainValue(finding: Finding, obs: Observation, unit: UnitWords): FindingInWords {
  const x = weighedOf(finding.inputs);
  const { p, fresh } = predictive(x);
  const value = finding.value ?? 'a value no longer kept';
  const tests = finding.inputs[10]!;
  const times = obs.kind === 'values' ? (obs.values.get(value) ?? 0) : 0;
  const arithmetic: ArithmeticLine[] = [
    { label: 'Value', value: `"${value}"${times > 0 ? `, ${exactly(times)} ${times === 1 ? 'time' : 'times'}` : ''}`, number: times },
    { label: 'Seen before', value: seenBefore(x.count, x.draws), number: x.count },
    { label: 'Chance of any new value', value: percentFine(fresh), number: fresh },
    { label: 'Peers that have it', value: ofPeers(x.share, x.members), number: x.share },
    { label: 'Chance of a value this rare', value: percentFine(p), number: p },
  ];
  if (tests > 1) {
    arithmetic.push({ label: 'Values met in the bucket', value: `${exactly(tests)}, each a chance to be surprised: corrected for (Sidak)`, number: tests });
  }
  const before = x.count === 0 ? 'never met before' : `met ${figure(x.count)} times in ${figure(x.draws)}`;
  return { clause: `"${value}" (${unit.one}): ${before}; ${ofPeers(x.share, x.members)}`, arithmetic };
}

function seenBefore(count: number, draws: number): string {
  return count === 0 ? `never in ${figure(draws)} (older ones weigh less)` : `${figure(count)} of ${figure(draws)} (older ones weigh less)`;
}

function ofPeers(share: number, members: number): string {
  if (members === 0) return 'no peers are known yet';
  if (share === 0) return `none of ${exactly(members)} peers has it`;
  return `${percent(share)} of ${exactly(members)} peers have it`;
}

function percentFine(p: number): string {
  return p >= 0.01 ? percent(p) : `1 in ${figure(1 / p)}`;
}
