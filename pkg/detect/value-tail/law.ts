import { LEAST_SPREAD, LONE_SPREAD, MOST_DEGREES, PEERS_LEAST, PEERS_MOST, SPREAD_WEIGHT } from './constants';

/** What is known before the value is seen: `Finding.inputs`, named. Means and variances are of ln(1 + value). */
export interface Inputs {
  readonly weight: number;
  readonly mean: number;
  readonly squares: number;
  readonly largest: number;
  readonly members: number;
  readonly peerMean: number;
  readonly peerBetween: number;
  readonly peerWithin: number;
}

/** Student's t that the value is held against. `known`: false while there is nothing to compare with. */
export interface Law {
  readonly known: boolean;
  readonly location: number;
  readonly scale: number;
  readonly degrees: number;
  /** Values that the peers' mean weighs. */
  readonly peerWeight: number;
}

/**
 * Predictive of a normal law with unknown mean and variance (normal-inverse-gamma), whose prior is the peers: their mean with the weight that the spread
 * between them gives it, their spread with a weight of SPREAD_WEIGHT. Source: Gelman et al., Bayesian Data Analysis 3.3. Pure.
 */
export function lawOf(x: Inputs): Law {
  const shared = x.members > 0;
  const peerWeight = shared ? Math.min(PEERS_MOST, Math.max(PEERS_LEAST, x.peerWithin / Math.max(1e-9, x.peerBetween))) : 0;
  const all = peerWeight + x.weight;
  if (all === 0) return { known: false, location: 0, scale: LONE_SPREAD, degrees: SPREAD_WEIGHT, peerWeight };
  const location = (peerWeight * x.peerMean + x.weight * x.mean) / all;
  const conflict = shared ? ((peerWeight * x.weight) / all) * (x.mean - x.peerMean) ** 2 : 0;
  const prior = shared ? Math.max(LEAST_SPREAD ** 2, x.peerWithin) : LONE_SPREAD ** 2;
  const variance = (SPREAD_WEIGHT * prior + x.squares + Math.min(conflict, x.peerBetween)) / (SPREAD_WEIGHT + x.weight);
  const scale = Math.max(LEAST_SPREAD, Math.sqrt(variance * (1 + 1 / Math.max(1, all))));
  return { known: true, location, scale, degrees: Math.min(MOST_DEGREES, SPREAD_WEIGHT + x.weight), peerWeight };
}
