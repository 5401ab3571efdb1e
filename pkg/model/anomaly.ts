import type { EntityRef } from './entity';
import type { StoredFinding } from './finding';
import type { Millis } from './time';

export type Severity = 'info' | 'low' | 'medium' | 'high' | 'critical';

/** One entity and one UTC hour of findings, frozen when the hour closed. */
export interface Anomaly {
  readonly id: string;
  readonly run: string;
  readonly entity: EntityRef;
  readonly start: Millis;
  readonly end: Millis;
  /** First bucket in which the leading finding was made, and when the anomaly was first written. */
  readonly since: Millis;
  readonly features: readonly string[];
  readonly detectors: readonly string[];
  /** Of the leading finding. */
  readonly observed: number;
  readonly expected: number;
  readonly interval: readonly [number, number];
  /** -log10 of the combined, equalised probability. */
  readonly minusLog10P: number;
  /** min(100, 10 * minusLog10P). */
  readonly score: number;
  readonly severity: Severity;
  readonly technique?: string;
  /** One sentence: who, what, against what. */
  readonly reason: string;
  readonly receipt: string;
  /** The incident it is part of: the same events seen from other entities, and the hours before and after. */
  readonly case?: string;
  /** False while its hour is still filling. */
  readonly closed: boolean;
}

/** All that is needed to compute an anomaly's score again. `id` is the anomaly's. */
export interface Receipt {
  readonly id: string;
  readonly schema: 1;
  readonly namespace: string;
  readonly epoch: number;
  readonly findings: readonly StoredFinding[];
  /** By feature: how many judgements its p was combined from, those left out of `findings` included. */
  readonly tests: Readonly<Record<string, number>>;
  /** The combination before and after it was equalised, natural logs. */
  readonly combined: { readonly statistic: number; readonly logP: number; readonly logPEqualised: number };
  /** How many observations the equaliser rested on: beyond it, the words are "rarer than once in N". */
  readonly sample: number;
}

/** An entity's decayed surprise over time. */
export interface Risk {
  readonly entity: EntityRef;
  readonly at: Millis;
  readonly value: number;
}
