/** Why each has its value stands in detector.yaml. */
export const LEAST_KM = 300;
export const FASTEST_KM_AN_HOUR = 900;
export const LEAST_MINUTES = 1;
export const JUMPS_PRIOR = 0.5;
export const MOVES_PRIOR = 10;
