import { DAY, type Millis } from '../model';

const HALF_LIFE = 3 * DAY;
/** Hours that are less rare than this add no risk: an entity that is merely busy would gather it. */
export const RISK_FROM = Math.log(0.01);

/** Accumulated surprise: R = R 2^(-dt / 3 days) + (-ln p), for hours rarer than 1 in 100. Fisher's method with forgetting. */
export function addRisk(before: { readonly at: Millis; readonly value: number } | undefined, at: Millis, logP: number): number {
  return decayed(before, at) + (logP < RISK_FROM ? -logP : 0);
}

export function decayed(risk: { readonly at: Millis; readonly value: number } | undefined, at: Millis): number {
  return risk === undefined ? 0 : risk.value * 2 ** (-(at - risk.at) / HALF_LIFE);
}
