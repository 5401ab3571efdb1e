import { stateBlocks, type StateView } from '../columns';

export const KEPT = 16;
export const FILTER_WORDS = 16;

/** One entity and field. Counts are draws (one per value and bucket), decayed to `at`. */
const COLUMNS = {
  /** 53-bit hashes of the values held, 0 for a free place. */
  hashes: ['f64', KEPT],
  counts: ['f32', KEPT],
  /** Minutes since 1970. */
  lastSeen: ['u32', KEPT],
  draws: ['f32', 1],
  distinct: ['f32', 1],
  singles: ['f32', 1],
  alone: ['f32', 1],
  /** When the counts were last decayed. */
  at: ['f64', 1],
  /** End of the last bucket learnt; 0 for a state that has learnt nothing. */
  next: ['f64', 1],
  /** Values that made room: two filters of 512 bits, the second the older one. */
  young: ['u32', FILTER_WORDS],
  old: ['u32', FILTER_WORDS],
  /** When `young` was begun, and how many it holds. */
  begun: ['f64', 1],
  filled: ['u8', 1],
} as const;

export type RarityState = StateView<typeof COLUMNS>;

export const LAYOUT = { detector: 'rarity', version: 1, columns: COLUMNS } as const;
export const BLOCKS = stateBlocks(LAYOUT);
