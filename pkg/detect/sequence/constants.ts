import { DAY } from '../../model';

/** Why each has its value stands in detector.yaml. */
export const BLOCK = 50;
export const LEAST_STEPS = 5;
export const LEAST_BLOCKS = 5;
export const HALF_LIFE = 30 * DAY;
export const LEAST_WEIGHT = 0.02;
export const CUT = 4;
export const DOUBT = 8;
export const DEPENDENCE = 0.5;
export const STRANGE_BITS = 10;
export const COMMON_BITS = 5;
export const KNOWN_STEPS = 250;
