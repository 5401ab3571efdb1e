import type { Severity } from '../model';

/** Ten points for each power of ten: min(100, 10 * -log10 p). */
export function scoreOf(logP: number): number {
  return Math.min(100, Math.max(0, (-10 * logP) / Math.LN10));
}

/**
 * Names on fixed probabilities, so that a word means the same in every installation:
 * low from 1 in 100, medium from 1 in 10,000, high from 1 in a million, critical from 1 in 100 million hours.
 */
export function severityOf(score: number): Severity {
  return STEPS.find(([from]) => score >= from)?.[1] ?? 'info';
}

const STEPS: readonly (readonly [from: number, severity: Severity])[] = [
  [80, 'critical'],
  [60, 'high'],
  [40, 'medium'],
  [20, 'low'],
];
