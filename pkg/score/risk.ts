import { DAY, type Millis } from '../model';

const HALF_LIFE = 3 * DAY;
/** Hours that are less rare than this add no risk: an entity that is merely busy would gather it. */
export const RISK_FROM = Math.log(0.01);
/** What one detector can add up to: three hours of the highest score there is, 100, which is a surprise of 23 each. */
export const DETECTOR_CAP = 3 * 10 * Math.LN10;

/** Surprise that has gathered until a moment, by the detector that led the hours. */
export interface Gathered {
  readonly at: Millis;
  readonly byDetector: Readonly<Record<string, number>>;
}

/** An hour as risk sees it. */
export interface RiskyHour {
  readonly at: Millis;
  /** Of the combination, natural log. */
  readonly logP: number;
  /** Of the leading finding. */
  readonly detector: string;
}

/**
 * Accumulated surprise: R_d = min(cap, R_d 2^(-dt / 3 days) + (-ln p)) of the detector that led the hour, for hours rarer than 1 in 100; the risk is the sum
 * over detectors. Fisher's method with forgetting. The cap keeps a detector that cries every hour from burying what several say: an hour at p = 0.01 adds
 * 4.6, and without it a month of such hours would come to 480. Proved: it never falls by an hour, never rises by waiting, and has no jump in p but where
 * the lead changes from a detector at its cap to another.
 */
export function addRisk(before: Gathered | undefined, { at, logP, detector }: RiskyHour): Gathered {
  if (before === undefined && logP >= RISK_FROM) return { at, byDetector: {} };
  const left = Object.entries(before?.byDetector ?? {}).map(([name, value]) => [name, decayed({ at: before!.at, value }, at)] as const);
  const byDetector = Object.fromEntries(left.filter(([, value]) => value > FORGOTTEN));
  if (logP < RISK_FROM) byDetector[detector] = Math.min(DETECTOR_CAP, (byDetector[detector] ?? 0) - logP);
  return { at, byDetector };
}

/** Ten points of score are 2.3: this much is nothing that anybody could see. */
const FORGOTTEN = 1e-6;

/** The risk: all that has gathered. Summed by name, so that its last digit is the same in whatever order the detectors came. */
export function riskOf({ byDetector }: Gathered): number {
  return Object.keys(byDetector)
    .sort()
    .reduce((sum, detector) => sum + byDetector[detector]!, 0);
}

export function decayed(risk: { readonly at: Millis; readonly value: number } | undefined, at: Millis): number {
  return risk === undefined ? 0 : risk.value * 2 ** (-(at - risk.at) / HALF_LIFE);
}
