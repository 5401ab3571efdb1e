import { combineMeans, combineVariances } from 'simple-statistics';
import type { Peer, Series } from './peer';

/** |z| of a point against the mean and standard deviation of all points of its series before it, by simple-statistics. The first two score 0. */
export const EXPANDING_Z: Peer = { name: 'plain expanding z', scores: (all) => all.map((series) => zScores(series, Math.abs)) };

/** The same where only more is odd: counts. */
export const EXPANDING_Z_ABOVE: Peer = { name: 'plain expanding z', scores: (all) => all.map((series) => zScores(series, (z) => Math.max(0, z))) };

function zScores(series: Series, side: (z: number) => number): number[] {
  let [mean, variance] = [0, 0];
  return series.map(([x = 0], n) => {
    const z = n < 2 ? 0 : score(x - mean, Math.sqrt(variance));
    if (n > 0) variance = combineVariances(variance, mean, n, 0, x, 1);
    mean = n > 0 ? combineMeans(mean, n, x, 1) : x;
    return side(z);
  });
}

/** A series that never moved is left by any step, however small. */
function score(difference: number, deviation: number): number {
  if (difference === 0) return 0;
  return deviation === 0 ? Math.sign(difference) * NEVER_MOVED : difference / deviation;
}

const NEVER_MOVED = 1e6;
