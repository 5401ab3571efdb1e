import type { Finding, Observation } from '../../model';
import { exactly, figure, type ArithmeticLine, type FindingInWords, type UnitWords } from '../words';
import { distances, namedInputs } from './judge';
import { LEAST_BLOCKS } from './constants';

/** The same numbers as the judgement, no second model. */
export function explainSequence(finding: Finding, _obs: Observation, unit: UnitWords): FindingInWords {
  const x = namedInputs(finding.inputs);
  const { order, timing } = distances(x);
  const steps = `${exactly(x.steps)} ${x.steps === 1 ? unit.one : unit.many}`;
  const arithmetic: ArithmeticLine[] = [
    { label: 'Observed', value: `${steps}, ${figure(x.bits)} bits of surprise each`, number: x.bits },
    { label: 'Usual', value: `${figure(x.mean)} bits`, number: x.mean },
    { label: 'Order', value: away(order), number: order },
    { label: 'Pace', value: timing === undefined ? 'not known' : away(timing), ...(timing !== undefined && { number: timing }) },
    { label: 'Blocks known', value: exactly(x.blocks), number: x.blocks },
  ];
  if (x.blocks < LEAST_BLOCKS) return { clause: `${steps} in their order; too few were seen before to judge it`, arithmetic };
  const pace = timing !== undefined && timing > order ? 'at an unusual pace' : 'in an unusual order';
  return { clause: `${steps} ${pace}: ${figure(x.bits)} bits of surprise each, usually ${figure(x.mean)}`, arithmetic };
}

function away(z: number): string {
  return `${figure(Math.abs(z))} deviations ${z < 0 ? 'below' : 'above'} what is usual`;
}
