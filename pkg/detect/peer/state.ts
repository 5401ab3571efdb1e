import { stateBlocks, type StateView } from '../columns';

/** One entity and feature: how it stands among its group. Decayed by bucket, so that silence passed at once is silence visited. */
const COLUMNS = {
  seen: ['f64', 1],
  /** What the group did on average in the same buckets. */
  expected: ['f64', 1],
  /** End of the last bucket learnt; 0 for a state that has learnt nothing. */
  next: ['f64', 1],
} as const;

export type PeerState = StateView<typeof COLUMNS>;

export const LAYOUT = { detector: 'peer', version: 1, columns: COLUMNS } as const;
export const BLOCKS = stateBlocks(LAYOUT);
