import { HOUR, type Millis } from '../../model';
import { DISPERSION_LEAST, DISPERSION_MOST } from '../count-tail/constants';
import type { Law } from '../count-tail/law';
import { LASTING_SHARE, PIECES, WINDOW_PRIOR } from './constants';
import type { MultiBucketState } from './state';

/** The window before a bucket, the bucket left out. Written over by the next call. */
export interface Before {
  seen: number;
  /** What the slots expected of it, without the level. */
  base: number;
  /** Sum of the squares of that by piece. */
  squares: number;
  /** Of narrow buckets, what was expected of those before it in its own piece. */
  samePiece: number;
  /** The level before the window began: what rises inside it is not followed, or low and slow would become the new normal while it lasts. */
  level: number;
}

const SCRATCH: Before = { seen: 0, base: 0, squares: 0, samePiece: 0, level: 0 };

/** The number of the piece that a bucket lies in. */
export function pieceOf(start: Millis, width: Millis): number {
  return Math.floor(start / Math.max(HOUR, width));
}

/** What the ring holds of the twelve pieces up to `piece`; `level` is the present one, for an empty window. Pure, no allocation. */
export function before({ columns: c, index: i }: MultiBucketState, piece: number, level: number): Before {
  SCRATCH.seen = 0;
  SCRATCH.base = 0;
  SCRATCH.squares = 0;
  SCRATCH.level = 0;
  SCRATCH.samePiece = piece === c.piece[i] ? c.base[i * PIECES + (piece % PIECES)]! : 0;
  for (let old = piece - PIECES + 1; old <= c.piece[i]!; old++) {
    const at = i * PIECES + (old % PIECES);
    const base = c.base[at]!;
    SCRATCH.seen += c.seen[at]!;
    SCRATCH.base += base;
    SCRATCH.squares += base * base;
    if (SCRATCH.level === 0) SCRATCH.level = c.level[at]!;
  }
  if (SCRATCH.level === 0) SCRATCH.level = level;
  return SCRATCH;
}

/** Adds a bucket to its piece; pieces that fell out of the window, or passed without observation, are empty. */
export function addToWindow({ columns: c, index: i }: MultiBucketState, piece: number, count: number, base: number, level: number): void {
  for (let fresh = Math.max(c.piece[i]! + 1, piece - PIECES + 1); fresh <= piece; fresh++) {
    const at = i * PIECES + (fresh % PIECES);
    c.seen[at] = 0;
    c.base[at] = 0;
    c.level[at] = fresh === piece ? level : 0;
  }
  c.piece[i] = piece;
  c.seen[i * PIECES + (piece % PIECES)]! += count;
  c.base[i * PIECES + (piece % PIECES)]! += base;
}

/**
 * Over-dispersion of the whole window, bucket included: learnt from how windows missed what was expected of them, so that it holds the doubt of the
 * expectation too. Drawn to what the doubt and the burstiness of one bucket say of twelve: a part of the burstiness lasts for the window (a busy day),
 * the rest evens out over it.
 */
export function windowDispersion({ columns: c, index: i }: MultiBucketState, window: Before, { base, doubt }: Law, single: number): number {
  const all = window.base + base;
  const evenness = (window.squares - window.samePiece ** 2 + (window.samePiece + base) ** 2) / (all * all);
  const prior = doubt + single * (LASTING_SHARE + (1 - LASTING_SHARE) * Math.min(1, evenness));
  const mixed = (c.windowExcess[i]! + WINDOW_PRIOR * prior) / (c.windowSquare[i]! + WINDOW_PRIOR);
  return Math.min(DISPERSION_MOST, Math.max(DISPERSION_LEAST, mixed));
}
