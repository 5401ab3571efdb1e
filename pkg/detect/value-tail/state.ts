import { stateBlocks, type StateView } from '../columns';

/** One entity and feature, on the scale ln(1 + value). Weights are values, decayed to `at`. */
const COLUMNS = {
  weight: ['f64', 1],
  mean: ['f64', 1],
  /** Decayed sum of squared distances from the mean. */
  squares: ['f64', 1],
  /** Largest value ever met, as it was. */
  largest: ['f64', 1],
  /** When weight and squares were last decayed; 0 for a state that has learnt nothing. */
  at: ['f64', 1],
  /** End of the last bucket learnt. */
  next: ['f64', 1],
} as const;

export type ValueTailState = StateView<typeof COLUMNS>;

export const LAYOUT = { detector: 'value-tail', version: 1, columns: COLUMNS } as const;
export const BLOCKS = stateBlocks(LAYOUT);
