import { HabitusError } from '../../errors';
import type { Millis } from '../../model';
import type { ExternalLimits } from './limits';
import type { Timers } from './timers';

/** Works for at most so long. What goes on after it is told by its signal. @throws HabitusError HAB-DETECT-001 when it took longer */
export async function within<T>(duration: Millis, timers: Timers, signal: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const ended = new AbortController();
  const either = AbortSignal.any([signal, ended.signal]);
  const late = timers.wait(duration, either).then((): never => {
    throw new HabitusError('HAB-DETECT-001', `nothing within ${duration} ms`);
  });
  try {
    return await Promise.race([late, Promise.resolve().then(async () => await work(either))]);
  } finally {
    ended.abort();
  }
}

/**
 * Tries again what failed for a moment. The wait is anywhere between nothing and a bound that doubles (full jitter), so that those who were turned away
 * together do not come back together.
 * @param random in [0, 1)
 * @throws what the last attempt threw; at once what is permanent
 */
export async function again<T>(
  attempt: () => Promise<T>,
  limits: Pick<ExternalLimits, 'attempts' | 'firstWait' | 'longestWait'>,
  timers: Timers,
  random: () => number,
  signal: AbortSignal
): Promise<T> {
  for (let left = limits.attempts - 1, bound = limits.firstWait; ; left--, bound = Math.min(2 * bound, limits.longestWait)) {
    try {
      return await attempt();
    } catch (error) {
      if (left === 0 || (error instanceof HabitusError && error.permanent)) throw error;
    }
    await timers.wait(Math.floor(random() * bound), signal);
  }
}
