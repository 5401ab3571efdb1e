import { DAY } from '../../model';

/** Why each has its value stands in detector.yaml. */
export const HALF_LIFE = 30 * DAY;
export const SPREAD_WEIGHT = 4;
export const LONE_SPREAD = 1.5;
export const LEAST_SPREAD = 0.1;
export const PEERS_LEAST = 0.5;
export const PEERS_MOST = 20;
export const MOST_DEGREES = 12;
export const CUT = 4;
