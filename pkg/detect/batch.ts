import type { Finding, Millis, Observation } from '../model';

/**
 * Judges many observations at once, somewhere else: a scoring service, a nightly program. It may be late, wrong, or not there, and nothing waits for it that
 * a person looks at: it is asked about buckets that are closed, never about open ones.
 * Its p are what it says they are: they mean something only after the equaliser.
 */
export interface BatchDetector {
  /**
   * One finding for each observation, in their order; undefined where there is no score, which is no finding and is counted in `health`.
   * A service that fails is no error of this call.
   * @param signal ends it early: what has no score yet gets none
   * @throws RangeError on NaN, negative counts and a start that is no time, before anything is asked
   */
  score(batch: readonly Observation[], signal?: AbortSignal): Promise<readonly (Finding | undefined)[]>;
  health(): BatchHealth;
}

export interface BatchHealth {
  /** `paused`: it failed so often in a row that it is not asked until `until`. `probing`: one request finds out whether it is well again. */
  readonly state: 'asking' | 'paused' | 'probing';
  readonly until?: Millis;
  /** What the last failure was; absent before the first. Without anything of the answer itself. */
  readonly lastError?: string;
  readonly counts: BatchCounts;
}

/** Since the process began. `observations` is the sum of what follows it up to `abandoned`. */
export interface BatchCounts {
  readonly observations: number;
  readonly answered: number;
  /** The answer held no score for them. */
  readonly missing: number;
  /** The answer was not one to what was asked. */
  readonly refused: number;
  /** No answer, after all attempts. */
  readonly failed: number;
  /** Not asked, because the service is paused. */
  readonly paused: number;
  /** Not asked, because one alone is larger than a request may be. */
  readonly tooLarge: number;
  /** The caller ended it early. */
  readonly abandoned: number;
  /** Attempts included. */
  readonly requests: number;
  readonly retries: number;
}
