import { logGammaUpperTail, logSidak, logStudentFourUpperTail } from '../../maths';
import type { Finding } from '../../model';
import { guardNumbers } from '../guards';
import { DEPENDENCE, DOUBT, LEAST_BLOCKS } from './constants';

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
}

const ONE_IN_40 = 2.7764451051977987;
const LEAST_BITS = 0.05;

/** Deviations above what this entity's blocks are: of the order, and of the timing. */
export function distances(x: SequenceInputs): { readonly order: number; readonly timing: number | undefined } {
  const doubt = Math.sqrt(1 + DOUBT / Math.max(1, x.blocks));
  const order = (x.bits - x.mean) / (Math.max(LEAST_BITS, x.deviation) * doubt);
  return { order, timing: x.haste < 0 ? undefined : (x.haste - x.hasteMean) / (Math.max(LEAST_BITS, x.hasteDeviation) * doubt) };
}

/** The finding as a function of the inputs alone. `expected` and `interval` are bits a step. */
export function judgeSequence(x: SequenceInputs): Finding {
  const reach = ONE_IN_40 * Math.max(LEAST_BITS, x.deviation) * Math.sqrt(1 + DOUBT / Math.max(1, x.blocks));
  return {
    logP: x.blocks < LEAST_BLOCKS ? -Math.LN2 : Math.min(0, logSidak(logPOf(x), x.tests)),
    expected: x.mean,
    interval: [Math.max(0, x.mean - reach), x.mean + reach],
    borrowed: { own: 1, neighbour: 0, peer: 0 },
    inputs: [x.steps, x.bits, x.blocks, x.mean, x.deviation, x.haste, x.hasteMean, x.hasteDeviation, x.tests],
  };
}

/** Evidence of order and timing added, by Brown's method for tests that depend on each other. */
function logPOf(x: SequenceInputs): number {
  const { order, timing } = distances(x);
  const tails = [order, ...(timing === undefined ? [] : [timing])].map((z) => -logStudentFourUpperTail(z));
  const scale = 1 + (tails.length - 1) * DEPENDENCE;
  return logGammaUpperTail(tails.reduce((sum, one) => sum + one, 0) / scale, tails.length / scale);
}

/** @throws RangeError unless they are 9 numbers */
export function namedInputs(inputs: readonly number[]): SequenceInputs {
  guardNumbers(inputs, 9);
  const [steps = 0, bits = 0, blocks = 0, mean = 0, deviation = 0, haste = 0, hasteMean = 0, hasteDeviation = 0, tests = 1] = inputs;
  return { steps, bits, blocks, mean, deviation, haste, hasteMean, hasteDeviation, tests };
}
