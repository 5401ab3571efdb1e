import type { Millis } from '../../model';
import { keptOver, learnCount } from '../count-tail/learn';
import { lawOf } from '../count-tail/law';
import { predict } from '../count-tail/predict';
import type { Context } from '../detector';
import { RING_CUT } from './constants';
import type { MultiBucketState } from './state';
import { addToWindow, before, pieceOf } from './window';

/**
 * Takes in one bucket: the dispersion of windows from what was expected, then the ring, then all that count-tail learns.
 * A count enters the ring cut: one burst is count-tail's to name, and must not echo for twelve hours.
 */
export function learnBucket(state: MultiBucketState, start: Millis, count: number, ctx: Context): void {
  const { columns: c, index: i } = state;
  const x = predict(state, start, ctx);
  const { level } = x;
  const { mean, size, base } = lawOf(x);
  const sd = Math.sqrt(mean + (mean * mean) / size);
  const cut = Math.min(count, Math.floor(mean + RING_CUT * sd + RING_CUT));
  const piece = pieceOf(start, ctx.width);
  const window = before(state, piece, level);
  const expected = window.level * (window.base + base);
  const kept = keptOver(ctx.width).dispersion;
  c.windowExcess[i] = kept * c.windowExcess[i]! + (window.seen + cut - expected) ** 2 - expected;
  c.windowSquare[i] = kept * c.windowSquare[i]! + expected * expected;
  addToWindow(state, piece, cut, base, level);
  learnCount(state, start, count, ctx);
}
