import { NEIGHBOUR_SHAPE, NEIGHBOUR_WEEKS, PEER_WEEKS } from './constants';
import type { Inputs } from './predict';

/** The negative binomial that a bucket is held against. */
export interface Law {
  mean: number;
  size: number;
  /** The mean without the fast level. */
  base: number;
  /** Relative variance of the mean itself: what is not known yet. */
  doubt: number;
}

/** Visits that the neighbouring hours weigh before they have any of their own: until then they are the peers'. */
const NEAR_PRIOR = 0.5;
const LEAST = 1e-9;

const SCRATCH: Law = { mean: 0, size: 0, base: 0, doubt: 0 };

/**
 * Posterior mean of a Gamma-Poisson whose prior is the neighbours' and the peers' rate; size from what is not known of it and the
 * over-dispersion: statistics.md 4.2. One shared object, no allocation.
 *
 * Beyond statistics.md: the neighbours' prior has a shape of at least NEIGHBOUR_SHAPE. In pseudo-weeks alone it is nearly flat for rare
 * events, so that six weeks without a burst at 03:00 on Tuesdays counted as proof that none can come then.
 */
export function lawOf(x: Inputs): Law {
  const near = nearRate(x);
  const evidence = x.slotCount + NEIGHBOUR_WEEKS * near + PEER_WEEKS * x.peerRate;
  const rate = (evidence + NEIGHBOUR_SHAPE) / (x.slotExposure + neighbourWeight(near) + PEER_WEEKS);
  SCRATCH.base = Math.max(LEAST, rate * x.share);
  SCRATCH.mean = SCRATCH.base * x.level;
  SCRATCH.doubt = 1 / Math.max(LEAST, evidence + x.nearCount / 2);
  SCRATCH.size = 1 / (SCRATCH.doubt + x.dispersion);
  return SCRATCH;
}

/** On whose history the expectation rests; adds up to 1. */
export function borrowedOf(x: Inputs): { own: number; neighbour: number; peer: number } {
  const weight = neighbourWeight(nearRate(x));
  const all = x.slotExposure + weight + PEER_WEEKS;
  const own = x.slotExposure / all;
  const neighbour = (weight / all) * (x.nearExposure / (x.nearExposure + NEAR_PRIOR));
  return { own, neighbour, peer: 1 - own - neighbour };
}

function nearRate(x: Inputs): number {
  return Math.max(LEAST, (x.nearCount + NEAR_PRIOR * x.peerRate) / (x.nearExposure + NEAR_PRIOR));
}

/** In weeks of pseudo-exposure. */
function neighbourWeight(near: number): number {
  return NEIGHBOUR_WEEKS + NEIGHBOUR_SHAPE / near;
}
