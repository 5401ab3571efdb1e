import { DAY } from '../../model';

/** Why each has its value stands in detector.yaml. */
export const HALF_LIFE = 60 * DAY;
export const LEAST_MEMBERS = 5;
export const BETWEEN_LEAST = 0.1;
export const BETWEEN_MOST = 10;
export const CUT = 12;
export const UNKNOWN_SPREAD = 2;
