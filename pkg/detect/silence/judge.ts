import { negativeBinomialQuantile } from '../../maths';
import type { Finding } from '../../model';
import { guardInputs } from '../guards';
import { GAP_PRIOR, GAP_SPREAD, GIVES_UP, LEAST_SPREAD } from './constants';

/** What is known of a bucket before it is seen: `Finding.inputs`, named. */
export interface SilenceInputs {
  /** The negative binomial of the bucket alone. */
  readonly mean: number;
  readonly size: number;
  /** Events that were to be expected in the silence, this bucket included. */
  readonly gap: number;
  /** Milliseconds of silence before this bucket. */
  readonly silentFor: number;
  readonly events: number;
  readonly gaps: number;
  readonly squares: number;
  /** Relative variance of the expectation itself. */
  readonly doubt: number;
  readonly own: number;
  readonly neighbour: number;
}

/** How gaps are spread: the mean one in expected events, and the exponent of the tail. */
export function gapLaw(x: SilenceInputs): { readonly mean: number; readonly exponent: number } {
  const n = x.events + GAP_PRIOR;
  const mean = (x.gaps + GAP_PRIOR) / n;
  const square = (x.squares + GAP_PRIOR * 2 * GAP_SPREAD) / n;
  const spread = Math.max(LEAST_SPREAD, square / (2 * mean * mean));
  return { mean, exponent: 1 / (x.doubt + (spread - 1) / spread) };
}

/** The finding as a function of the inputs and the count alone. A bucket with an event in it is no silence: p = 1. */
export function judgeSilence(x: SilenceInputs, count: number): Finding {
  const { mean, exponent } = gapLaw(x);
  const isSilent = count === 0 && x.silentFor < GIVES_UP;
  return {
    logP: isSilent ? Math.min(0, -exponent * Math.log1p(x.gap / (exponent * mean))) : 0,
    expected: x.mean,
    interval: [negativeBinomialQuantile(0.025, x.mean, x.size), negativeBinomialQuantile(0.975, x.mean, x.size)],
    borrowed: { own: x.own, neighbour: x.neighbour, peer: 1 - x.own - x.neighbour },
    inputs: [x.mean, x.size, x.gap, x.silentFor, x.events, x.gaps, x.squares, x.doubt, x.own, x.neighbour],
  };
}

/** @throws RangeError unless they are 10 numbers >= 0 */
export function namedInputs(inputs: readonly number[]): SilenceInputs {
  guardInputs(inputs, 10);
  const [mean = 0, size = 0, gap = 0, silentFor = 0, events = 0, gaps = 0, squares = 0, doubt = 0, own = 0, neighbour = 0] = inputs;
  return { mean, size, gap, silentFor, events, gaps, squares, doubt, own, neighbour };
}
