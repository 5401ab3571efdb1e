import type { Millis } from '../../model';
import { keptOver, learnCount } from '../count-tail/learn';
import type { Context } from '../detector';
import { GIVES_UP } from './constants';
import { hopeOf } from './expect';
import type { SilenceState } from './state';

/** Takes in one bucket: a silent one lengthens the gap; one with events ends it, and says how long gaps are. Then all that count-tail learns. */
export function learnBucket(state: SilenceState, start: Millis, count: number, ctx: Context): void {
  const { base, level, weeks } = hopeOf(state, start, ctx);
  if (count === 0) lengthen(state, start, base, level);
  else learnGaps(state, start, count, base * level, keptOver(ctx.width).dispersion, (weeks / (1 + weeks)) ** 2);
  learnCount(state, start, count, ctx);
}

function lengthen({ columns: c, index: i }: SilenceState, start: Millis, base: number, level: number): void {
  if (c.since[i] === 0) {
    c.since[i] = start;
    c.levelThen[i] = level;
  }
  c.gap[i]! += c.levelThen[i]! * base;
}

/**
 * The events of a bucket lie in it like independent ones: evenly in the mean, and the square of each gap between two is that of
 * uniform spacings, twice the mean's square times (n + 1) / (n + 2). The first one's gap
 * holds the silence before, and what follows the last one begins the next gap. Who was given up and came back says nothing of its gaps; nor does a gap in a week whose rhythm was not known yet.
 */
function learnGaps({ columns: c, index: i }: SilenceState, start: Millis, count: number, mean: number, keep: number, weight: number): void {
  const inner = mean / (count + 1);
  const known = c.since[i] === 0 || start - c.since[i]! < GIVES_UP ? c.gap[i]! : 0;
  const first = known + inner;
  const spacing = (count + 1) / (count + 2);
  c.events[i] = keep * c.events[i]! + weight * count;
  c.gaps[i] = keep * c.gaps[i]! + weight * (first + (count - 1) * inner);
  const ofBoth = c.since[i] === 0 ? 1.5 * spacing : 1;
  c.squares[i] = keep * c.squares[i]! + weight * (ofBoth * first * first + (count - 1) * 2 * spacing * inner * inner);
  c.since[i] = 0;
  c.gap[i] = inner;
}
