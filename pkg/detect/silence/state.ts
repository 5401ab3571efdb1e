import { stateBlocks, type StateView } from '../columns';
import { LAYOUT as COUNT_TAIL } from '../count-tail/state';

/** What count-tail knows of an entity and feature, and its gaps beside it. Gaps are measured in events that were to be expected, not in time. */
const COLUMNS = {
  ...COUNT_TAIL.columns,
  /** Start of the silence that lasts; 0: none does. */
  since: ['f64', 1],
  /** Events that were to be expected in it so far, and after the last event in the bucket before it. */
  gap: ['f64', 1],
  /** The level as it was when it began: silence is no new normal while it is judged. */
  levelThen: ['f32', 1],
  /** Decayed: events met, and the sums of the gaps before each and of their squares. */
  events: ['f64', 1],
  gaps: ['f64', 1],
  squares: ['f64', 1],
} as const;

export type SilenceState = StateView<typeof COLUMNS>;

export const LAYOUT = { detector: 'silence', version: 1, columns: COLUMNS } as const;
export const BLOCKS = stateBlocks(LAYOUT);
