import { DAY } from '../../model';

/** Why each has its value stands in detector.yaml. */
export const GAP_PRIOR = 20;
export const GAP_SPREAD = 1.25;
export const LEAST_SPREAD = 1.05;
export const GIVES_UP = 14 * DAY;
