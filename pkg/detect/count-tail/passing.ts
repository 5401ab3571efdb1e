import type { Millis, Observation } from '../../model';
import type { Context } from '../detector';
import { guardTime, positiveAmountOf } from '../guards';
import { turned, turnSlots } from '../slot';
import type { CountTailState } from './state';

/** Takes one bucket into a state and moves its clock to the bucket's end. */
type Learn<S extends CountTailState> = (state: S, start: Millis, count: number, ctx: Context) => void;

/** The judgement is of counts: a mean is judged as the whole number next to it. */
export function wholeAmount(obs: Observation): number {
  return Math.round(positiveAmountOf(obs));
}

/** Of a detector that judges counts alone. @throws RangeError for anything else */
export function countOf(obs: Observation): number {
  if (obs.kind !== 'count') throw new RangeError(`observation: expected a count, got ${obs.kind}`);
  return wholeAmount(obs);
}

/** `Detector.learn` of a state that holds count-tail's: time since the last bucket is counted as passed without observation. */
export function learnFrom<S extends CountTailState>(state: S, obs: Observation, ctx: Context, learn: Learn<S>): void {
  const { columns: c, index: i } = state;
  guardTime(obs.start, c.next[i]!);
  const count = wholeAmount(obs);
  if (c.next[i]! > 0) c.skipped[i]! += obs.start - c.next[i]!;
  learn(state, obs.start, count, ctx);
}

/** `Detector.advance` of such a state. */
export function passSilence<S extends CountTailState>(
  state: S,
  from: Millis,
  to: Millis,
  zero: 'learn' | 'skip',
  at: (start: Millis) => Context,
  learn: Learn<S>
): void {
  const { columns: c, index: i } = state;
  guardTime(from, c.next[i]!);
  if (zero === 'skip') return skip(state, to);
  if (c.next[i]! > 0) c.skipped[i]! += from - c.next[i]!;
  for (let start = from; start < to; start = c.next[i]!) learn(state, start, 0, at(start));
}

function skip({ columns: c, index: i }: CountTailState, to: number): void {
  if (c.next[i] === 0 || to <= c.next[i]!) return;
  c.skipped[i]! += to - c.next[i]!;
  c.next[i] = to;
}

/** `Detector.turn` of such a state. */
export function turnWeek({ columns: c, index: i }: CountTailState, hours: number): void {
  turnSlots(c.slots, i, hours);
  c.slot[i] = turned(c.slot[i]!, hours);
}
