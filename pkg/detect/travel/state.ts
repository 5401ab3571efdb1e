import { stateBlocks, type StateView } from '../columns';
import { LAYOUT as RARITY } from '../rarity/state';

/** What rarity knows of the places of an entity, and where it was last. */
const COLUMNS = {
  ...RARITY.columns,
  lat: ['f64', 1],
  lon: ['f64', 1],
  /** End of the bucket in which it was there; 0: nowhere yet. */
  thereAt: ['f64', 1],
  /** Sights of a place so far, and how many of them no journey explains; with a half-life of 30 days, as rarity's. */
  moves: ['f32', 1],
  jumps: ['f32', 1],
} as const;

export type TravelState = StateView<typeof COLUMNS>;

export const LAYOUT = { detector: 'travel', version: 1, columns: COLUMNS } as const;
export const BLOCKS = stateBlocks(LAYOUT);
