import { DAY, type Millis } from '../../model';
import type { Peers } from '../detector';
import { isOlder } from './older-values';
import { KEPT, type RarityState } from './state';

const HALF_LIFE = 30 * DAY;

/** What is known of one value before it is judged: the first eleven of `Finding.inputs`, named. */
export interface Weighed {
  value: number;
  count: number;
  fewer: number;
  same: number;
  draws: number;
  distinct: number;
  singles: number;
  alone: number;
  share: number;
  members: number;
}

/** What is left of a count after the time since the state's own. */
export function keptSince({ columns: c, index: i }: RarityState, now: Millis): number {
  return c.at[i] === 0 ? 1 : 2 ** ((c.at[i]! - now) / HALF_LIFE);
}

/** The place that holds a value, or -1. Places are filled in order and never freed: the first free one ends the search. */
export function placeOf({ columns: { hashes }, index: i }: RarityState, hash: number): number {
  for (let k = i * KEPT; k < (i + 1) * KEPT && hashes[k] !== 0; k++) if (hashes[k] === hash) return k;
  return -1;
}

/** Pure. Cost about 50 ns and one object. */
export function weigh(state: RarityState, hash: number, keep: number, share: number, members: Peers['members']): Weighed {
  const { columns: c, index: i } = state;
  const place = placeOf(state, hash);
  const held = place >= 0 ? c.counts[place]! * keep : 0;
  const rest = restOf(state, keep);
  const count = place < 0 && rest.mean > 0 && isOlder(state, hash) ? rest.mean : held;
  let fewer = 0;
  let same = 0;
  for (let k = i * KEPT; k < (i + 1) * KEPT && c.hashes[k] !== 0; k++) {
    const other = c.counts[k]! * keep;
    if (other < count) fewer += other;
    else if (other === count) same += other;
  }
  if (rest.mean < count) fewer += rest.mass;
  else if (rest.mean === count) same += rest.mass;
  const draws = c.draws[i]! * keep;
  return { value: hash, count, fewer, same, draws, distinct: c.distinct[i]! * keep, singles: c.singles[i]! * keep, alone: c.alone[i]! * keep, share, members };
}

/** The draws of values no longer held, as if all of them were equally frequent. */
function restOf({ columns: c, index: i }: RarityState, keep: number): { readonly mass: number; readonly mean: number } {
  if (c.hashes[(i + 1) * KEPT - 1] === 0) return NOTHING;
  let held = 0;
  for (let k = i * KEPT; k < (i + 1) * KEPT; k++) held += c.counts[k]!;
  const mass = Math.max(0, c.draws[i]! - held) * keep;
  const others = Math.max(1, c.distinct[i]! * keep - KEPT);
  return { mass, mean: mass / others };
}
const NOTHING = { mass: 0, mean: 0 } as const;
