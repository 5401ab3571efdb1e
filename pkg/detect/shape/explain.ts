import type { Finding, Observation } from '../../model';
import { amountOf } from '../guards';
import { againstExpected, figure, quantity, quantityAgainst, quantityLines, type ArithmeticLine, type FindingInWords, type UnitWords } from '../words';
import { distance, viewsOf, type View } from './judge';

const SAYS: Readonly<Record<View['name'], string>> = { level: 'Usual level', same: 'Same time of the last days', last: 'Last value' };

/** The same numbers as the judgement, no second model: what each view expected, and how many of its typical misses the value is away. */
export function explainShape(finding: Finding, obs: Observation, unit: UnitWords): FindingInWords {
  const value = amountOf(obs);
  const views = viewsOf(finding.inputs, obs).filter(({ scale }) => scale >= 0);
  const arithmetic: ArithmeticLine[] = [
    ...quantityLines(value, finding.expected, finding.interval, obs.width, unit),
    ...views.map((view) => ({ label: SAYS[view.name], value: `${quantity(view.forecast)}; ${away(distance(view, value))}`, number: distance(view, value) })),
    { label: 'Values so far', value: quantity(finding.inputs[0]!), number: finding.inputs[0]! },
  ];
  if (views.length === 0) return { clause: `${quantity(value)} ${unit.many}; nothing to compare it with yet`, arithmetic };
  const against = obs.kind === 'count' ? againstExpected : quantityAgainst;
  return { clause: against(value, finding.expected, finding.interval, obs.width, unit), arithmetic };
}

function away(z: number): string {
  return z === 0 ? 'as expected' : `${figure(Math.abs(z))} times its usual miss ${z < 0 ? 'below' : 'above'}`;
}
