import { DAY } from '../../model';

/** Why each has its value stands in detector.yaml. */
export const HALF_LIFE = 14 * DAY;
export const CUT = 4;
export const TRUSTED = 10;
export const SAME_TIMES = 3;
export const DOUBT = 8;
export const DEPENDENCE = 0.5;
export const RESOLUTION = 1e-6;
