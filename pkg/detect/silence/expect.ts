import type { Millis } from '../../model';
import { NEIGHBOUR_WEEKS, PEER_WEEKS } from '../count-tail/constants';
import { borrowedOf, lawOf } from '../count-tail/law';
import { predict, type Inputs } from '../count-tail/predict';
import type { Context } from '../detector';
import type { SilenceState } from './state';

/** What is expected of a bucket, held back: where a hope is doubtful its absence is no news. Written over by the next call. */
export interface Hope {
  /** The negative binomial of count-tail. */
  mean: number;
  size: number;
  level: number;
  /** Events to be expected without the level: the less of what the hour itself and what it and its neighbours say. */
  base: number;
  /** Relative variance of the expectation: of the rate, and of the rhythm while the hour was met a few times only. */
  doubt: number;
  /** Decayed weeks for which the hour is known. */
  weeks: number;
  own: number;
  neighbour: number;
}

const SCRATCH: Hope = { mean: 0, size: 0, level: 1, base: 0, doubt: 0, weeks: 0, own: 0, neighbour: 0 };

/** Fills one shared object. Cost: that of count-tail's prediction. */
export function hopeOf(state: SilenceState, start: Millis, ctx: Context): Hope {
  const x = predict(state, start, ctx);
  const { mean, size, doubt } = lawOf(x);
  const { own, neighbour } = borrowedOf(x);
  SCRATCH.mean = mean;
  SCRATCH.size = size;
  SCRATCH.level = x.level;
  SCRATCH.base = heldBack(x) * x.share;
  SCRATCH.weeks = x.slotExposure;
  SCRATCH.doubt = doubt + 1 / (1 + x.slotExposure) ** 2;
  SCRATCH.own = own;
  SCRATCH.neighbour = neighbour;
  return SCRATCH;
}

/** count-tail smooths the end of the working day into the evening, and keeps hope for hours without an event: right for what is too much, not for what is missing. */
function heldBack(x: Inputs): number {
  const near = x.nearExposure > 0 ? x.nearCount / x.nearExposure : x.peerRate;
  const smooth = (x.slotCount + NEIGHBOUR_WEEKS * near + PEER_WEEKS * x.peerRate) / (x.slotExposure + NEIGHBOUR_WEEKS + PEER_WEEKS);
  return Math.min(smooth, (x.slotCount + PEER_WEEKS * near) / (x.slotExposure + PEER_WEEKS));
}
