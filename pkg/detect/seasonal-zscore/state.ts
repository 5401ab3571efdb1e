import { stateBlocks, type StateView } from '../columns';

const COLUMNS = {
  /** Per hour of week. */
  mean: ['f32', 168],
  variance: ['f32', 168],
  count: ['u16', 168],
  /** Over all hours. */
  allMean: ['f64', 1],
  allVariance: ['f64', 1],
  allCount: ['f32', 1],
  /** End of the last bucket learnt. */
  next: ['f64', 1],
} as const;

export type SeasonalState = StateView<typeof COLUMNS>;

export const LAYOUT = { detector: 'seasonal-zscore', version: 1, columns: COLUMNS } as const;
export const BLOCKS = stateBlocks(LAYOUT);
