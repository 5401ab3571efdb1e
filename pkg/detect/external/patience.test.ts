import { again, within } from './patience';
import { REAL_TIMERS } from './timers';
import { InstantTimers } from './testing/instant-timers';

const LIVE = new AbortController().signal;
const LIMITS = { attempts: 4, firstWait: 100, longestWait: 1_000 };

test('by the real clock too: late is late, and who was asked is told to give up', async () => {
  const told: unknown[] = [];
  const work = async (signal: AbortSignal): Promise<never> => await new Promise(() => signal.addEventListener('abort', () => told.push('give up')));
  await expect(within(1, REAL_TIMERS, LIVE, work)).rejects.toThrow('HAB-DETECT-001');
  expect(told).toEqual(['give up']);
});

test('what is there in time is there, and its timer is stopped', async () => {
  const timers = new InstantTimers();
  expect(await within(5_000, timers, LIVE, async () => await Promise.resolve('answer'))).toBe('answer');
  await new Promise(setImmediate);
  expect([timers.waited, timers.now()]).toEqual([[], 0]);
});

test('work that throws before it begins is a failure like any other', async () => {
  const work = (): never => {
    throw new TypeError('no address');
  };
  await expect(within(5_000, new InstantTimers(), LIVE, work)).rejects.toThrow('no address');
});

test('the caller ends it while it waits for the next attempt: no further one', async () => {
  const end = new AbortController();
  let attempts = 0;
  const attempt = async (): Promise<never> => {
    attempts++;
    queueMicrotask(() => queueMicrotask(() => end.abort()));
    return await Promise.reject(new Error('busy'));
  };
  await expect(again(attempt, LIMITS, { ...REAL_TIMERS }, () => 0.99, end.signal)).rejects.toThrow();
  expect(attempts).toBe(1);
});

test('the waits lie between nothing and their bound', async () => {
  for (const random of [0, 0.999]) {
    const timers = new InstantTimers();
    await expect(
      again(
        async () => await Promise.reject(new Error('busy')),
        LIMITS,
        timers,
        () => random,
        LIVE
      )
    ).rejects.toThrow('busy');
    expect(timers.waited).toEqual(random === 0 ? [0, 0, 0] : [99, 199, 399]);
  }
});
