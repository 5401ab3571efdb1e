/** Why each has its value stands in detector.yaml. */
export const LEAST_KNOWN = 20;
export const MOST_KNOWN = 20_000;
export const DISPERSION_LEAST = 0.001;
export const DISPERSION_MOST = 20;
export const DISPERSION_PRIOR = 10;
export const BETWEEN = 0.05;
export const DISPERSION_CUT = 6;
