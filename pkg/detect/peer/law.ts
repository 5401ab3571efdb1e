import { guardInputs } from '../guards';
import { BETWEEN_LEAST, BETWEEN_MOST, LEAST_MEMBERS } from './constants';

/** What is known of a bucket before it is seen: `Finding.inputs`, named. */
export interface PeerInputs {
  readonly members: number;
  readonly mean: number;
  readonly within: number;
  readonly spread: number;
  readonly seen: number;
  readonly expected: number;
}

/** The negative binomial that a count is held against. `known`: false where there is no group. */
export interface PeerLaw {
  readonly known: boolean;
  readonly mean: number;
  readonly size: number;
  /** How many times the group's mean this entity does. */
  readonly standing: number;
  /** Share of the standing that rests on its own history. */
  readonly own: number;
}

/** Gamma-Poisson of the entity's standing, whose prior is how the members stand apart (statistics.md 4.6). Pure. */
export function lawOf(x: PeerInputs): PeerLaw {
  const apart = 1 / Math.min(BETWEEN_MOST, Math.max(BETWEEN_LEAST, x.spread - x.within));
  const standing = (apart + x.seen) / (apart + x.expected);
  const known = x.members >= LEAST_MEMBERS && x.mean > 0;
  return { known, mean: standing * x.mean, size: 1 / (1 / (apart + x.seen) + x.within), standing, own: x.expected / (apart + x.expected) };
}

/** @throws RangeError unless they are 6 numbers >= 0 */
export function namedInputs(inputs: readonly number[]): PeerInputs {
  guardInputs(inputs, 6);
  const [members = 0, mean = 0, within = 0, spread = 0, seen = 0, expected = 0] = inputs;
  return { members, mean, within, spread, seen, expected };
}
