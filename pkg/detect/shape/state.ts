import { stateBlocks, type StateView } from '../columns';

/** Pieces in the ring: three days of quarters of an hour, twelve days of hours, 288 days. */
export const PIECES = 288;

/** One entity and feature. All values are held as their distance from the first one, so that an offset costs no digits. */
const COLUMNS = {
  /** Mean of each piece that is over; NaN where it held nothing. Piece p is at p % 288. */
  ring: ['f32', PIECES],
  origin: ['f64', 1],
  /** Number of the piece that is going on: its start over its length. */
  piece: ['f64', 1],
  /** Of the piece that is going on: sum and number of its values. */
  sum: ['f64', 1],
  inPiece: ['f32', 1],
  level: ['f64', 1],
  last: ['f64', 1],
  /** Start of the bucket that `last` is of. */
  lastAt: ['f64', 1],
  /** By view (level, same time, last value): how far it misses on average, as a standard deviation; and how many misses that is of. */
  scales: ['f64', 3],
  misses: ['f32', 3],
  /** Values so far. */
  values: ['f32', 1],
  /** End of the last bucket learnt; 0 for a state that has learnt nothing. */
  next: ['f64', 1],
} as const;

export type ShapeState = StateView<typeof COLUMNS>;

export const LAYOUT = { detector: 'shape', version: 1, columns: COLUMNS } as const;
export const BLOCKS = stateBlocks(LAYOUT);
