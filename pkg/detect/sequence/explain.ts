import type { Finding, Observation } from '../../model';
import { counted, exactly, figure, type ArithmeticLine, type FindingInWords, type UnitWords } from '../words';
import { LEAST_BLOCKS, LEAST_STEPS } from './constants';
import { distances, namedInputs, type SequenceInputs } from './judge';

/** The same numbers as the judgement, no second model. */
export function explainSequence(finding: Finding, _obs: Observation, unit: UnitWords): FindingInWords {
  const x = namedInputs(finding.inputs);
  const { order, timing } = distances(x);
  const steps = counted(x.steps, unit);
  const arithmetic: ArithmeticLine[] = [
    { label: 'Observed', value: `${steps}, ${figure(x.bits)} bits of surprise each`, number: x.bits },
    { label: 'Usual', value: `${figure(x.mean)} bits`, number: x.mean },
    { label: 'Strangest', value: `${inQuotes(finding)}, ${figure(x.strangest)} bits`, number: x.strangest },
    { label: 'Order', value: away(order), number: order },
    { label: 'Pace', value: timing === undefined ? 'not known' : away(timing), ...(timing !== undefined && { number: timing }) },
    ...(x.gap < 0 || x.gapMean < 0
      ? []
      : [{ label: 'From one to the next', value: `${pause(x.gap)}, usually ${pause(x.gapMean)}`, number: Math.expm1(x.gap) }]),
    { label: 'Blocks known', value: exactly(x.blocks), number: x.blocks },
  ];
  if (x.blocks < LEAST_BLOCKS) return { clause: `${steps} in their order; too few were seen before to judge it`, arithmetic };
  if (x.steps < LEAST_STEPS) return { clause: `${steps} in their order; too few to judge it by`, arithmetic };
  const run = x.tests > 1 ? `a run of ${steps}` : steps;
  if (timing !== undefined && Math.abs(timing) > order) return { clause: `${run} ${pace(x, timing)}`, arithmetic };
  const bits = `${figure(x.bits)} bits of surprise each, usually ${figure(x.mean)}`;
  return { clause: `${run} in an unusual order, above all ${inQuotes(finding)}: ${bits}`, arithmetic };
}

function inQuotes({ value, after }: Finding): string {
  const step = value === undefined ? 'a step' : `"${brief(value)}"`;
  return after === undefined ? step : `${step} after "${brief(after)}"`;
}

/** A sentence is no place for a whole command line. */
function brief(text: string): string {
  return text.length <= MOST_LETTERS ? text : `${text.slice(0, MOST_LETTERS)}…`;
}
const MOST_LETTERS = 60;

function pace({ gap, gapMean }: SequenceInputs, timing: number): string {
  const now = `${pause(gap)} from one to the next`;
  if (timing < 0) return `at an unusually even pace: ${now}`;
  if (Math.abs(gap - gapMean) < TELLING) return `in an unusual rhythm of haste and pauses: ${now} in the middle, as usual`;
  return `unusually ${gap < gapMean ? 'fast' : 'slow'}: ${now}, usually ${pause(gapMean)}`;
}

/** Of ln(1 + seconds): half as fast again. */
const TELLING = Math.log(1.5);

/** A mean of ln(1 + seconds), as a time. */
function pause(gap: number): string {
  const seconds = Math.expm1(gap);
  return seconds < 120 ? `${figure(seconds)} s` : `${figure(seconds / 60)} min`;
}

function away(z: number): string {
  return `${figure(Math.abs(z))} deviations ${z < 0 ? 'below' : 'above'} what is usual`;
}
