import { NEIGHBOUR_SHAPE, NEIGHBOUR_WEEKS, PEER_WEEKS } from '../count-tail/constants';
import type { Inputs } from '../count-tail/predict';
import { BETWEEN } from './constants';

/** What is expected of a bucket. */
export interface Rate {
  readonly mean: number;
  /** Relative variance of the mean itself: what is not known yet. */
  readonly doubt: number;
  /** On whose history it rests; adds up to 1. */
  readonly borrowed: { readonly own: number; readonly neighbour: number; readonly peer: number };
}

const NEAR_PRIOR = 0.5;
const LEAST = 1e-9;

/**
 * count-tail's posterior mean, but the neighbouring hours weigh the less the more there is to count: what an hour with hundreds in it was last week says
 * more of it than the hours around it, and a working day that ends at five ends at five.
 */
export function rateOf(x: Readonly<Inputs>): Rate {
  const near = Math.max(LEAST, (x.nearCount + NEAR_PRIOR * x.peerRate) / (x.nearExposure + NEAR_PRIOR));
  const noise = (1 / near + x.dispersion) / BETWEEN;
  const [weeks, peerWeeks] = [Math.min(NEIGHBOUR_WEEKS, noise), Math.min(PEER_WEEKS, noise)];
  const evidence = x.slotCount + weeks * near + peerWeeks * x.peerRate;
  const weight = weeks + NEIGHBOUR_SHAPE / near;
  const all = x.slotExposure + weight + peerWeeks;
  const own = x.slotExposure / all;
  const neighbour = (weight / all) * (x.nearExposure / (x.nearExposure + NEAR_PRIOR));
  return {
    mean: Math.max(LEAST, ((evidence + NEIGHBOUR_SHAPE) / all) * x.share) * x.level,
    doubt: 1 / Math.max(LEAST, evidence + x.nearCount / 2),
    borrowed: { own, neighbour, peer: 1 - own - neighbour },
  };
}
