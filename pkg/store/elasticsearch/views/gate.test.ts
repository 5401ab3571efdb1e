import { errors } from '@elastic/elasticsearch';
import { Gate, Refused, type GateOptions } from './gate';

/** A clock that only sleeping and searching move. */
function onClock({ probes = [] as number[], ...options }: GateOptions & { probes?: number[] } = {}): {
  gate: Gate;
  pass: (ms: number) => void;
  slept: number[];
} {
  let now = 0;
  const slept: number[] = [];
  const pass = (ms: number): void => void (now += ms);
  const probe = (): Promise<void> => Promise.resolve(pass(probes.shift() ?? 10));
  const sleep = (ms: number): Promise<void> => Promise.resolve(void (slept.push(ms), pass(ms)));
  return { gate: new Gate(probe, { now: () => now, sleep, random: () => 1, ...options }), pass, slept };
}

const signal = new AbortController().signal;

function answer(status: number, headers: Record<string, string> = {}): errors.ResponseError {
  return new errors.ResponseError({ statusCode: status, headers, body: {}, warnings: null, meta: {} as never });
}

test('one search at a time, or as many as are allowed', async () => {
  for (const concurrency of [1, 3]) {
    const { gate } = onClock({ concurrency });
    let [running, most] = [0, 0];
    const search = async (): Promise<void> => {
      most = Math.max(most, (running += 1));
      await Promise.resolve();
      running -= 1;
    };
    await Promise.all(Array.from({ length: 10 }, () => gate.run(search, signal)));
    expect(most).toBe(concurrency);
  }
});

test('what the cluster refuses is asked again, later each time, and as late as it wishes', async () => {
  const { gate, slept } = onClock();
  const refusals: unknown[] = [answer(429), new Refused('busy'), answer(503), answer(429, { 'retry-after': '20' })];
  const search = (): Promise<string> => (refusals.length > 0 ? Promise.reject(refusals.shift() as Error) : Promise.resolve('done'));
  expect((await gate.run(search, signal)).answer).toBe('done');
  expect(slept).toEqual([1_000, 2_000, 4_000, 20_000]);
  expect(gate.heldBack).toEqual({ refused: 4, slow: 0, millis: 27_000 });
});

test('after a refusal nobody asks until the wait is over', async () => {
  const order: string[] = [];
  const { gate } = onClock({ concurrency: 2, sleep: () => Promise.resolve(void order.push('waited')) });
  let first = true;
  const refusedOnce = (): Promise<void> => {
    if (!first) return Promise.resolve(void order.push('again'));
    first = false;
    return Promise.reject(answer(429));
  };
  await gate.run(refusedOnce, signal);
  await gate.run(() => Promise.resolve(void order.push('other')), signal);
  expect(order).toEqual(['waited', 'again', 'other']);
});

test.each([
  ['an error that stays one', answer(400)],
  ['what took too long', new errors.TimeoutError('30 s')],
])('%s is not asked again', async (_name, error) => {
  const { gate, slept } = onClock();
  await expect(gate.run(() => Promise.reject(error), signal)).rejects.toBe(error);
  expect(slept).toEqual([]);
});

test('patience ends', async () => {
  const { gate } = onClock({ patience: 10_000 });
  await expect(gate.run(() => Promise.reject(answer(503)), signal)).rejects.toMatchObject({ statusCode: 503 });
});

test('searches wait while probes take more than twice their usual time, and go on when they do not', async () => {
  // Usual is 40 ms; then 50 (noise), 200 and again 200 (slow), twice still slow, then well.
  const { gate, pass, slept } = onClock({ probes: [40, 40, 40, 40, 40, 50, 200, 200, 200, 190, 45] });
  const search = (): Promise<void> => Promise.resolve(pass(6_000));
  for (let i = 0; i < 6; i++) await gate.run(search, signal);
  expect(slept).toEqual([]);
  await gate.run(search, signal);
  expect(slept).toEqual([1_000, 2_000, 4_000]);
  expect(gate.heldBack).toMatchObject({ slow: 3, refused: 0 });
});

test('one slow answer alone holds nothing back', async () => {
  const { gate, pass, slept } = onClock({ probes: [40, 40, 40, 40, 40, 500, 40] });
  for (let i = 0; i < 6; i++) await gate.run(() => Promise.resolve(pass(6_000)), signal);
  expect(slept).toEqual([]);
});

test('a cluster that stays slow is read all the same: slow is how it is now', async () => {
  const { gate, pass, slept } = onClock({ probes: [40, 40, 40, 40, 40, ...Array<number>(40).fill(400)] });
  for (let i = 0; i < 6; i++) await gate.run(() => Promise.resolve(pass(6_000)), signal);
  const total = slept.reduce((sum, ms) => sum + ms, 0);
  expect(total).toBeGreaterThan(90_000);
  expect(total).toBeLessThan(160_000);
});

test('who stops stops waiting', async () => {
  const stop = new AbortController();
  const { gate } = onClock({ sleep: (_ms, given) => Promise.resolve().then(() => (stop.abort(new Error('stopped')), given.throwIfAborted())) });
  await expect(gate.run(() => Promise.reject(answer(429)), stop.signal)).rejects.toThrow('stopped');
});
