import { DAY, HOUR, MINUTE, type Millis } from '../../model';
import { SAME_TIMES } from './constants';
import { PIECES, type ShapeState } from './state';

const QUARTER = 15 * MINUTE;
const WEEKDAYS = 7;

/** Length of a piece: what is narrower is averaged over a quarter of an hour, so that three days fit at any width. */
function pieceLength(width: Millis): Millis {
  if (width >= DAY) return DAY;
  return width >= HOUR ? HOUR : QUARTER;
}

export function pieceOf(start: Millis, width: Millis): number {
  return Math.floor(start / pieceLength(width));
}

/** Pieces from a time to the same time before: a day, or a week where pieces are days. */
function lagOf(width: Millis): number {
  return width >= DAY ? WEEKDAYS : DAY / pieceLength(width);
}

/** The middle one of the same time on the last three days that were observed; NaN when none was. Pure, no allocation. */
export function sameTime(state: ShapeState, start: Millis, width: Millis): number {
  const piece = pieceOf(start, width);
  const lag = lagOf(width);
  let [a, b, c] = [NaN, NaN, NaN];
  for (let day = 1; day <= SAME_TIMES; day++) {
    const value = meanOf(state, piece - day * lag);
    if (Number.isNaN(value)) continue;
    [a, b, c] = [value, a, b];
  }
  if (Number.isNaN(b)) return a;
  if (Number.isNaN(c)) return (a + b) / 2;
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}

/** The mean of a piece before the one that is going on, or of that one itself once a later one is asked about; NaN where nothing is known. */
function meanOf({ columns: c, index: i }: ShapeState, piece: number): number {
  const now = c.piece[i]!;
  if (piece === now) return c.inPiece[i]! > 0 ? c.sum[i]! / c.inPiece[i]! : NaN;
  return piece < now && piece >= now - PIECES ? c.ring[i * PIECES + (piece % PIECES)]! : NaN;
}

/** Adds a value to its piece. The pieces since the last one hold nothing. */
export function addToRing({ columns: c, index: i }: ShapeState, piece: number, value: number): void {
  const before = c.piece[i]!;
  if (c.values[i] === 0) c.ring.fill(NaN, i * PIECES, (i + 1) * PIECES);
  else if (piece > before) {
    c.ring[i * PIECES + (before % PIECES)] = c.sum[i]! / c.inPiece[i]!;
    for (let empty = Math.max(before + 1, piece - PIECES); empty < piece; empty++) c.ring[i * PIECES + (empty % PIECES)] = NaN;
  }
  if (c.values[i] === 0 || piece > before) {
    c.piece[i] = piece;
    c.sum[i] = 0;
    c.inPiece[i] = 0;
  }
  c.sum[i]! += value;
  c.inPiece[i]! += 1;
}
