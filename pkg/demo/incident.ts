import type { EntityRef, Millis } from '../model';

export const INCIDENT_KINDS = [
  'brute-force',
  'password-spray',
  'account-takeover',
  'low-and-slow-guessing',
  'dormant-account',
  'mass-download',
  'transaction-spike',
  'scraper',
] as const;
export type IncidentKind = (typeof INCIDENT_KINDS)[number];

/** What was planted, so that the demo can say honestly what was found. The engine never sees it. */
export interface Incident {
  readonly kind: IncidentKind;
  /** In a few words, with its strength as drawn. */
  readonly title: string;
  readonly entity: EntityRef;
  readonly alsoEntities: readonly EntityRef[];
  readonly start: Millis;
  readonly end: Millis;
}
