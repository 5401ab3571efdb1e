import { logSidak } from '../../maths';
import type { Finding, ValueSet } from '../../model';
import { guardNumbers } from '../guards';
import { judgeValue, valueOf, weighedOf } from '../rarity/judge';
import type { Weighed } from '../rarity/weigh';
import { JUMPS_PRIOR, MOVES_PRIOR } from './constants';
import { isJump } from './journey';

const RARITYS = 12;

/** What is known beside rarity's inputs: the last four of `Finding.inputs`. */
export interface TravelInputs {
  readonly kilometres: number;
  readonly minutes: number;
  readonly moves: number;
  readonly jumps: number;
}

/** How often a sight of this entity is one that no journey explains: who works through a gateway jumps daily. */
export function jumpChance({ moves, jumps }: Pick<TravelInputs, 'moves' | 'jumps'>): number {
  return (jumps + JUMPS_PRIOR) / (moves + MOVES_PRIOR);
}

/** A jump to a place: as likely as its jumps, times as likely as such a place by rarity. Without a jump nothing is said: p = 1. */
export function judgeTravel(weighed: Weighed, tests: number, total: number, value: string | undefined, x: TravelInputs): Finding {
  const rare = judgeValue(weighed, 1, total, value);
  const logP = isJump(x) ? logSidak(Math.min(0, Math.log(Math.min(1, jumpChance(x))) + rare.logP), tests) : 0;
  const inputs = [...rare.inputs.slice(0, RARITYS - 2), tests, total, x.kilometres, x.minutes, x.moves, x.jumps];
  return { ...rare, logP, inputs };
}

/** `Detector.judge`. @throws RangeError unless they are 16 numbers */
export function judgeAgain(inputs: readonly number[], set: ValueSet): Finding {
  guardNumbers(inputs, RARITYS + 4);
  const weighed = weighedOf(inputs.slice(0, RARITYS));
  return judgeTravel(weighed, inputs[10]!, inputs[11]!, valueOf(set, inputs[0]!), travelOf(inputs));
}

export function travelOf(inputs: readonly number[]): TravelInputs {
  const [kilometres = 0, minutes = 0, moves = 0, jumps = 0] = inputs.slice(RARITYS);
  return { kilometres, minutes, moves, jumps };
}
