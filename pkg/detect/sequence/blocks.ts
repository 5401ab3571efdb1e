import type { Observation, Step } from '../../model';
import type { Peers } from '../detector';
import { BLOCK, LEAST_STEPS } from './constants';
import { bitsOf, keptSince } from './grams';
import type { SequenceState } from './state';

/** What is seen of a block of steps. */
export interface Seen {
  readonly steps: number;
  /** Mean bits of surprise a step. */
  readonly bits: number;
  /** Mean distance of ln(gap) from the usual, in deviations; undefined while gaps are not known, or where there is none. */
  readonly haste: number | undefined;
  /** Mean ln(1 + seconds) to the next step; -1 of a single step. */
  readonly gap: number;
  /** The step that surprised most: its place in the block, and its bits. */
  readonly strangest: { readonly place: number; readonly bits: number };
}

/** @throws RangeError unless it is a list of steps, at least one, in order of time and within the bucket */
export function stepsOf(obs: Observation): readonly Step[] {
  if (obs.kind !== 'ordered') throw new RangeError(`observation: expected steps in order, got ${obs.kind}`);
  if (obs.steps.length === 0) throw new RangeError('steps: expected at least one, got none');
  let last = obs.start;
  for (const { at } of obs.steps) {
    if (!(at >= last && at < obs.start + obs.width)) throw new RangeError(`step: expected a time from ${last} on within the bucket, got ${at}`);
    last = at;
  }
  return obs.steps;
}

/** Fifty at a time; a rest of fewer than five goes with those before it. */
export function blocksOf(steps: readonly Step[]): (readonly Step[])[] {
  const blocks: (readonly Step[])[] = [];
  for (let from = 0; from < steps.length; from += BLOCK) blocks.push(steps.slice(from, from + BLOCK));
  const last = blocks.at(-1)!;
  if (blocks.length > 1 && last.length < LEAST_STEPS) blocks.splice(-2, 2, [...blocks.at(-2)!, ...last]);
  return blocks;
}

/** Pure. */
export function seenOf(state: SequenceState, block: readonly Step[], peers: Peers): Seen {
  const keep = keptSince(state, block[0]!.at);
  let bits = 0;
  let strangest = { place: 0, bits: -1 };
  block.forEach(({ value }, place) => {
    const one = bitsOf(state, block[place - 1]?.value, value, peers, keep);
    bits += one;
    if (one > strangest.bits) strangest = { place, bits: one };
  });
  const gaps = gapsOf(block);
  const gap = gaps.length === 0 ? -1 : gaps.reduce((sum, one) => sum + one, 0) / gaps.length;
  return { steps: block.length, bits: bits / block.length, haste: hasteOf(state, gaps), gap, strangest };
}

/** ln(1 + seconds) from each step to the next. */
export function gapsOf(block: readonly Step[]): number[] {
  return block.slice(1).map(({ at }, n) => Math.log1p((at - block[n]!.at) / 1_000));
}

function hasteOf({ columns: c, index: i }: SequenceState, gaps: readonly number[]): number | undefined {
  if (gaps.length === 0 || c.gapCount[i]! < BLOCK) return undefined;
  const deviation = Math.max(LEAST_DEVIATION, Math.sqrt(c.gapVariance[i]!));
  return gaps.reduce((sum, gap) => sum + Math.abs(gap - c.gapMean[i]!), 0) / (gaps.length * deviation);
}
/** Of ln(1 + seconds): a script that is a tenth faster is the same script. */
const LEAST_DEVIATION = 0.1;
