/** Why each has its value stands in detector.yaml. */
export const PIECES = 12;
export const RING_CUT = 6;
export const WINDOW_PRIOR = 400;
export const LASTING_SHARE = 0.5;
