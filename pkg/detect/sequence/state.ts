import { stateBlocks, type StateView } from '../columns';

export const WORDS = 128;
export const PAIRS = 512;

/** One entity: how often it does what, and what it does after what. Counts are decayed to `at`. */
const COLUMNS = {
  /** 32-bit hashes, 0 for a free place. */
  words: ['u32', WORDS],
  wordCounts: ['f32', WORDS],
  /** How many different steps followed each. */
  followers: ['f32', WORDS],
  pairs: ['u32', PAIRS],
  pairCounts: ['f32', PAIRS],
  steps: ['f64', 1],
  distinct: ['f64', 1],
  /** Bits of surprise a step, by block: mean, variance, number of blocks. */
  mean: ['f64', 1],
  variance: ['f64', 1],
  count: ['f32', 1],
  /** Steps of a usual block. */
  length: ['f64', 1],
  /** ln of the seconds between steps: mean, variance, number. */
  gapMean: ['f64', 1],
  gapVariance: ['f64', 1],
  gapCount: ['f32', 1],
  /** How far a block's gaps are from the usual, in deviations: mean, variance, number of blocks. */
  haste: ['f64', 1],
  hasteVariance: ['f64', 1],
  hasteCount: ['f32', 1],
  at: ['f64', 1],
  /** End of the last bucket learnt; 0 for a state that has learnt nothing. */
  next: ['f64', 1],
} as const;

export type SequenceState = StateView<typeof COLUMNS>;

export const LAYOUT = { detector: 'sequence', version: 1, columns: COLUMNS } as const;
export const BLOCKS = stateBlocks(LAYOUT);
