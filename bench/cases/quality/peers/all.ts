import { EXPANDING_Z, EXPANDING_Z_ABOVE } from './expanding-z';
import { ISOLATION_FOREST } from './isolation-forest';
import type { Peer } from './peer';
import { randomCutForest } from './random-cut-forest';

/** The peers that are there, for counts (only more is odd) or for gauges, where an hour's shape is what forests look at. */
export function peersFor(kind: 'counts' | 'gauges'): Peer[] {
  const forest = randomCutForest(kind === 'counts' ? 1 : 8);
  return [kind === 'counts' ? EXPANDING_Z_ABOVE : EXPANDING_Z, ISOLATION_FOREST, ...(forest === undefined ? [] : [forest])];
}
