import { stateBlocks, type StateView } from '../columns';

const COLUMNS = {
  mean: ['f64', 1],
  variance: ['f64', 1],
  /** Observations so far. */
  count: ['f32', 1],
  /** End of the last bucket learnt. */
  next: ['f64', 1],
} as const;

export type ZscoreState = StateView<typeof COLUMNS>;

export const LAYOUT = { detector: 'zscore', version: 1, columns: COLUMNS } as const;
export const BLOCKS = stateBlocks(LAYOUT);
