/** Why each has its value stands in detector.yaml. */
export const WEEKLY_KEEP = 0.9;
export const NEIGHBOUR_WEEKS = 2;
export const NEIGHBOUR_SHAPE = 1;
export const PEER_WEEKS = 0.5;
export const PEER_HOURS = 24;
export const LEVEL_PRIOR = 20;
export const LEVEL_HALF_LIFE_HOURS = 72;
export const DISPERSION_PRIOR = 10;
export const DISPERSION_HALF_LIFE_HOURS = 672;
export const DISPERSION_LEAST = 0.01;
export const DISPERSION_MOST = 20;
export const LONE_RATE = 1;
export const LEVEL_CUT = 12;
export const FLOOD_CUT = 40;
export const BURST_CUT = 3;
