import { stateBlocks, type StateView } from '../columns';

/** Nothing is learnt: what is known of the past, the service knows. */
const COLUMNS = {
  /** End of the last bucket that was judged; 0 before the first. */
  next: ['f64', 1],
} as const;

export type ExternalState = StateView<typeof COLUMNS>;

export const BLOCKS = stateBlocks({ detector: 'external', version: 1, columns: COLUMNS });
