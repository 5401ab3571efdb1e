import type { EntityRef } from './entity';
import type { Millis } from './time';

/** What a detector says of one observation. Everything that the score and the receipt need, and nothing of how it was learnt. */
export interface Finding {
  /** Natural log of the probability of something at least this unusual, in [-Infinity, 0]. Not calibrated before equalising. */
  readonly logP: number;
  /** What `expected` is compared with, where that is no number of the observation itself: of a list of steps, bits of surprise a step. */
  readonly observed?: number;
  readonly expected: number;
  /** Between which values 95 of 100 such buckets lie. */
  readonly interval: readonly [lower: number, upper: number];
  /** Share of the expectation that rests on each source; the shares add up to 1. */
  readonly borrowed: { readonly own: number; readonly neighbour: number; readonly peer: number };
  /** The numbers the judgement was made of, in the order of the detector's `meta.inputs`. `Detector.judge` of them gives this finding again, to the last bit. */
  readonly inputs: readonly number[];
  /** The value that decided, where the observation held several (`rarity`, `sequence`). */
  readonly value?: string;
  /** The value before it, where their order counts (`sequence`). */
  readonly after?: string;
  /** The largest value that would have passed unremarked (p above 1e-3), for counts. */
  readonly unremarkableBelow?: number;
}

/** A finding with its place: stored below p = 0.01. */
export interface StoredFinding extends Finding {
  readonly id: string;
  readonly run: string;
  readonly entity: EntityRef;
  readonly feature: string;
  readonly featureVersion: number;
  readonly detector: string;
  readonly detectorVersion: number;
  readonly start: Millis;
  readonly width: Millis;
  readonly eventId?: string;
  readonly observed: number;
  /** Of a list of steps: a hash of the steps, their times and how many more there were, so that `verify` can tell whether they are the same. */
  readonly digest?: number;
  readonly epoch: number;
  /** Hour of week 0 (Monday 00:00) to 167 in `zone`. */
  readonly slot: number;
  readonly zone: string;
  /** Natural log of p after equalising. */
  readonly logPEqualised: number;
}
