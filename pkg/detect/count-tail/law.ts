import { NEIGHBOUR_WEEKS, PEER_WEEKS } from './constants';
import type { Inputs } from './predict';

/** The negative binomial that a bucket is held against. */
export interface Law {
  mean: number;
  size: number;
  /** The mean without the fast level. */
  base: number;
}

/** Visits that the neighbouring hours weigh before they have any of their own: until then they are the peers'. */
const NEAR_PRIOR = 0.5;

const SCRATCH: Law = { mean: 0, size: 0, base: 0 };

/**
 * Posterior mean of a Gamma-Poisson whose prior is the neighbours' and the peers' rate; size from its shape and the over-dispersion:
 * statistics.md 4.2. One shared object, no allocation.
 */
export function lawOf(x: Inputs): Law {
  const near = (x.nearCount + NEAR_PRIOR * x.peerRate) / (x.nearExposure + NEAR_PRIOR);
  const evidence = x.slotCount + NEIGHBOUR_WEEKS * near + PEER_WEEKS * x.peerRate;
  const base = Math.max(1e-9, (evidence / (x.slotExposure + NEIGHBOUR_WEEKS + PEER_WEEKS)) * x.share);
  SCRATCH.base = base;
  SCRATCH.mean = base * x.level;
  SCRATCH.size = 1 / (1 / Math.max(1e-9, evidence + x.nearCount / 2) + x.dispersion);
  return SCRATCH;
}

/** On whose history the expectation rests; adds up to 1. */
export function borrowedOf(x: Inputs): { own: number; neighbour: number; peer: number } {
  const weight = x.slotExposure + NEIGHBOUR_WEEKS + PEER_WEEKS;
  const own = x.slotExposure / weight;
  const neighbour = (NEIGHBOUR_WEEKS / weight) * (x.nearExposure / (x.nearExposure + NEAR_PRIOR));
  return { own, neighbour, peer: 1 - own - neighbour };
}
