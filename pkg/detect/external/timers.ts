import { setTimeout as wait } from 'node:timers/promises';
import type { Millis } from '../../model';

/** Time, as what waits for a service sees it: injected, so that tests wait for nothing. */
export interface Timers {
  now(): Millis;
  /** @throws AbortError when the signal comes first */
  wait(duration: Millis, signal: AbortSignal): Promise<void>;
}

export const REAL_TIMERS: Timers = { now: () => Date.now(), wait: (duration, signal) => wait(duration, undefined, { signal, ref: false }) };
