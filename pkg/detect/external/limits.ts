import type { Millis } from '../../model';

/** How much a service is asked, for how long, and when it is left alone. */
export interface ExternalLimits {
  /** Observations of one request. */
  readonly observations: number;
  /** Bytes of one request. */
  readonly requestBytes: number;
  /** Bytes of one answer. */
  readonly answerBytes: number;
  /** Of one attempt. */
  readonly timeout: Millis;
  /** Requests at the same time. */
  readonly inFlight: number;
  readonly attempts: number;
  /** The first wait between two attempts is anywhere up to this, each later one up to twice the last. */
  readonly firstWait: Millis;
  readonly longestWait: Millis;
  /** Requests in a row that failed after all attempts: then it is paused. */
  readonly failures: number;
  /** The first pause; each that follows without a success between is twice as long. */
  readonly pause: Millis;
  readonly longestPause: Millis;
}

export const LIMITS: ExternalLimits = {
  observations: 500,
  requestBytes: 1 << 20,
  answerBytes: 1 << 20,
  timeout: 10_000,
  inFlight: 4,
  attempts: 3,
  firstWait: 500,
  longestWait: 10_000,
  failures: 5,
  pause: 60_000,
  longestPause: 15 * 60_000,
};

/** The limits with some of them changed. @throws RangeError unless each is a whole number above 0 */
export function limitsWith(changed: Partial<ExternalLimits> = {}): ExternalLimits {
  for (const [name, value] of Object.entries(changed)) {
    if (!(Number.isSafeInteger(value) && value > 0)) throw new RangeError(`${name}: expected a whole number above 0, got ${value}`);
  }
  return { ...LIMITS, ...changed };
}
