import type { EntityRef } from './entity';
import type { Millis } from './time';

/** What one entity did in one bucket, as one feature sees it: all that the engine knows of events. */
export type Observation = Count | Magnitude | ValueSet | Ordered | Single;

interface InBucket {
  readonly entity: EntityRef;
  readonly start: Millis;
  readonly width: Millis;
}
/** Events, or distinct values, counted. Absence is a count of zero and is learnt. `approximate`: distinct beyond 1,024. */
export interface Count extends InBucket {
  readonly kind: 'count';
  readonly value: number;
  readonly approximate?: boolean;
}
/** A sum, mean or maximum. Sums are over integers (minor units, bytes, milliseconds). Absence is no observation. */
export interface Magnitude extends InBucket {
  readonly kind: 'magnitude';
  readonly value: number;
  /** Events behind the value. */
  readonly events: number;
}
/** Values met in the bucket with how often each was. Absence is no observation. */
export interface ValueSet extends InBucket {
  readonly kind: 'values';
  readonly values: ReadonlyMap<string, number>;
}
/** What was done in a bucket, step by step: the first 256 in order of time, then of the events' ids. Absence is no observation. */
export interface Ordered extends InBucket {
  readonly kind: 'ordered';
  readonly steps: readonly Step[];
  /** How many more there were, which the list does not hold. */
  readonly beyond: number;
}
export interface Step {
  readonly at: Millis;
  /** At most 256 letters of it. */
  readonly value: string;
}
/** One event on its own. */
export interface Single extends InBucket {
  readonly kind: 'single';
  readonly eventId: string;
  readonly value: number;
}
