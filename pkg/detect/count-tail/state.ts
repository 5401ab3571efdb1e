import { stateBlocks, type StateView } from '../columns';

/**
 * One entity and feature. Rates are counts per visit of a slot; a slot is an hour of the week (buckets of a day use one slot a day).
 *
 * `slots` decay by 0.9 when they are entered, once a week each, so nothing is swept and lazy equals dense. How often each was visited is
 * not stored: it follows from `first`, `next` and `skipped`.
 */
const COLUMNS = {
  slots: ['f32', 168],
  /** Sum of `slots`. */
  total: ['f64', 1],
  /** Start of the first bucket learnt. */
  first: ['f64', 1],
  /** End of the last bucket learnt; 0 for a state that has learnt nothing. */
  next: ['f64', 1],
  /** Milliseconds since `first` that passed without observation (`zero: skip`). */
  skipped: ['f64', 1],
  /** Start of the first bucket of the current visit of the current slot. */
  entered: ['f64', 1],
  /** The fast level: decayed counts, and what the slots alone expected. */
  levelSeen: ['f32', 1],
  levelExpected: ['f32', 1],
  /** Over-dispersion: decayed sums of (y - mu)^2 - mu and of mu^2. */
  excess: ['f32', 1],
  square: ['f32', 1],
  slot: ['u16', 1],
} as const;

export type CountTailState = StateView<typeof COLUMNS>;

export const LAYOUT = { detector: 'count-tail', version: 1, columns: COLUMNS } as const;
export const BLOCKS = stateBlocks(LAYOUT);
