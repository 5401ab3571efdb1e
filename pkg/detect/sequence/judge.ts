import { logGammaUpperTail, logSidak, logStudentFourUpperTail } from '../../maths';
import type { Finding, Step } from '../../model';
import { guardNumbers } from '../guards';
import { DEPENDENCE, DOUBT, LEAST_BLOCKS, LEAST_STEPS } from './constants';

/** `Finding.inputs`, named. */
export interface SequenceInputs {
  /** Of the block that decided. */
  readonly steps: number;
  readonly bits: number;
  /** Of the entity's blocks. */
  readonly blocks: number;
  readonly mean: number;
  readonly deviation: number;
  /** Timing of the block, -1 where it is not known, and of the entity's. */
  readonly haste: number;
  readonly hasteMean: number;
  readonly hasteDeviation: number;
  /** Blocks in the bucket. */
  readonly tests: number;
  /** Places in the list: where the block begins, and the step that surprised most. */
  readonly from: number;
  readonly step: number;
  /** Its bits. */
  readonly strangest: number;
  /** Mean ln(1 + seconds) to the next step, of the block and of the entity; -1 where it is not known. */
  readonly gap: number;
  readonly gapMean: number;
}

const ONE_IN_40 = 2.7764451051977987;
const LEAST_BITS = 0.05;

/** Deviations above what this entity's blocks are: of the order, and of the timing. */
export function distances(x: SequenceInputs): { readonly order: number; readonly timing: number | undefined } {
  const doubt = Math.sqrt(1 + DOUBT / Math.max(1, x.blocks));
  const order = (x.bits - x.mean) / (Math.max(LEAST_BITS, x.deviation) * doubt);
  return { order, timing: x.haste < 0 ? undefined : (x.haste - x.hasteMean) / (Math.max(LEAST_BITS, x.hasteDeviation) * doubt) };
}

/** The finding as a function of the inputs, and of the steps that they name where those are known. `observed`, `expected` and `interval` are bits a step. */
export function judgeSequence(x: SequenceInputs, steps: readonly Step[]): Finding {
  const reach = ONE_IN_40 * Math.max(LEAST_BITS, x.deviation) * Math.sqrt(1 + DOUBT / Math.max(1, x.blocks));
  return {
    logP: x.blocks < LEAST_BLOCKS || x.steps < LEAST_STEPS ? -Math.LN2 : Math.min(0, logSidak(logPOf(x), x.tests)),
    observed: x.bits,
    expected: x.mean,
    interval: [Math.max(0, x.mean - reach), x.mean + reach],
    borrowed: { own: 1, neighbour: 0, peer: 0 },
    inputs: NAMES.map((name) => x[name]),
    ...namedSteps(x, steps),
  };
}

/** The step that surprised most, and the one before it in its block. */
function namedSteps({ from, step }: SequenceInputs, steps: readonly Step[]): Pick<Finding, 'value' | 'after'> {
  const [value, after] = [steps[step]?.value, step > from ? steps[step - 1]?.value : undefined];
  return { ...(value !== undefined && { value }), ...(value !== undefined && after !== undefined && { after }) };
}

/** Evidence of order and timing added, by Brown's method for tests that depend on each other. Of the timing either side is unusual: a script may be too even. */
function logPOf(x: SequenceInputs): number {
  const { order, timing } = distances(x);
  const surprises = [-logStudentFourUpperTail(order)];
  if (timing !== undefined) surprises.push(-Math.LN2 - logStudentFourUpperTail(Math.abs(timing)));
  const scale = 1 + (surprises.length - 1) * DEPENDENCE;
  return logGammaUpperTail(surprises.reduce((sum, one) => sum + one, 0) / scale, surprises.length / scale);
}

const NAMES = [
  'steps',
  'bits',
  'blocks',
  'mean',
  'deviation',
  'haste',
  'hasteMean',
  'hasteDeviation',
  'tests',
  'from',
  'step',
  'strangest',
  'gap',
  'gapMean',
] as const satisfies readonly (keyof SequenceInputs)[];

/** @throws RangeError unless they are 14 numbers */
export function namedInputs(inputs: readonly number[]): SequenceInputs {
  guardNumbers(inputs, NAMES.length);
  return Object.fromEntries(NAMES.map((name, at) => [name, inputs[at]])) as unknown as SequenceInputs;
}
