import { stateBlocks, type StateView } from '../columns';
import { LAYOUT as COUNT_TAIL } from '../count-tail/state';
import { PIECES } from './constants';

/** What count-tail knows of an entity and feature, and the window beside it. */
const COLUMNS = {
  ...COUNT_TAIL.columns,
  /** By piece of the window (an hour, or a day where buckets are days): what was counted, what the slots expected, and the level before it. A ring, `piece % 12`. */
  seen: ['f32', PIECES],
  base: ['f32', PIECES],
  level: ['f32', PIECES],
  /** Number of the newest piece in the ring: its start over its length. */
  piece: ['f64', 1],
  /** Over-dispersion of windows: decayed sums of (Y - M)^2 - M and of M^2. */
  windowExcess: ['f32', 1],
  windowSquare: ['f32', 1],
} as const;

export type MultiBucketState = StateView<typeof COLUMNS>;

export const LAYOUT = { detector: 'multi-bucket', version: 1, columns: COLUMNS } as const;
export const BLOCKS = stateBlocks(LAYOUT);
