import type { Finding, Observation } from '../../model';
import { counted, exactly, type ArithmeticLine, type FindingInWords, type UnitWords } from '../words';

/** What the service said, and no more: why it said so it does not tell. */
export function explainExternal(finding: Finding, obs: Observation, unit: UnitWords): FindingInWords {
  const p = finding.inputs[0]!;
  const arithmetic: ArithmeticLine[] = [{ label: 'p of the scoring service, before equalising', value: pInWords(p), number: p }];
  if ('value' in obs) arithmetic.unshift({ label: 'Observed', value: counted(obs.value, unit), number: obs.value });
  return { clause: `${whatWasSeen(obs, unit)}; a scoring service gives it p = ${pInWords(p)} and no reason`, arithmetic };
}

function whatWasSeen(obs: Observation, unit: UnitWords): string {
  if (obs.kind === 'values') return counted(obs.values.size, { one: `different ${unit.one}`, many: `different ${unit.many}` });
  return counted(obs.kind === 'ordered' ? obs.steps.length + obs.beyond : obs.value, unit);
}

/** Two significant figures; small ones as powers of ten. */
function pInWords(p: number): string {
  return p >= 0.001 || p === 0 ? exactly(p) : p.toExponential(1);
}
