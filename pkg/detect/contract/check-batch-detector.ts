import { HOUR, type Finding, type Observation } from '../../model';
import type { BatchCounts, BatchDetector } from '../batch';
import { countAt, MONDAY, valuesAt } from './simulate';

/** `closed`: it refuses for good (a wrong key). `broken`: for a moment. */
export type Behaviour = 'well' | 'late' | 'wrong' | 'broken' | 'closed';

/** What stands in for the service of a batch detector; with `well` it scores every observation but counts of 13, of which it knows nothing. */
export interface DoubledService {
  /** From the next request on, one each; the last goes on. */
  behave(...behaviours: readonly Behaviour[]): void;
  readonly asked: number;
  readonly mostAtOnce: number;
}

/** A detector whose clock is moved by hand, and whose waits take no time. */
export interface BatchExample {
  readonly detector: BatchDetector;
  readonly service: DoubledService;
  readonly limits: { readonly observations: number; readonly inFlight: number; readonly attempts: number; readonly failures: number; readonly pause: number };
  pass(duration: number): void;
  /** The finding as a function of its inputs alone, as `verify` repeats it. */
  judge(inputs: readonly number[]): Finding;
}

/** What every batch detector promises, as tests. Call it once at the top of its test file. */
export function checkBatchDetector(name: string, make: () => BatchExample): void {
  describe(`${name} keeps the contract of batch detectors`, () => {
    const batchOf = (length: number, value = (i: number) => 20 + i): Observation[] => Array.from({ length }, (_, i) => countAt(MONDAY + i * HOUR, value(i)));

    test('of nothing nothing, and nothing is asked', async () => {
      const { detector, service } = make();
      expect(await detector.score([])).toEqual([]);
      expect(service.asked).toBe(0);
    });

    test('one sound finding for each, in their order, over several requests; the same when asked one by one', async () => {
      const { detector, limits, judge } = make();
      const batch = batchOf(3 * limits.observations + 1);
      const findings = await detector.score(batch);
      expect(findings).toHaveLength(batch.length);
      for (const [i, finding] of findings.entries()) {
        expectSound(finding!);
        expect(judge(finding!.inputs)).toEqual(finding);
        expect(await detector.score([batch[i]!])).toEqual([finding]);
      }
    });

    test('what it is given stays as it was', async () => {
      const batch = batchOf(5);
      const before = structuredClone(batch);
      await make().detector.score(batch);
      expect(batch).toEqual(before);
    });

    test('a missing score is no finding and is counted; the others keep their places', async () => {
      const { detector } = make();
      const findings = await detector.score(batchOf(4, (i) => (i === 1 ? 13 : 20)));
      expect(findings.map((finding) => finding !== undefined)).toEqual([true, false, true, true]);
      expect(detector.health().counts).toMatchObject({ observations: 4, answered: 3, missing: 1 });
    });

    test.each([
      ['late', 'failed'],
      ['broken', 'failed'],
      ['closed', 'failed'],
      ['wrong', 'refused'],
    ] as const)('a service that is %s: no finding, no error, counted as %s, and health says what it was', async (behaviour, counted) => {
      const { detector, service, limits } = make();
      service.behave(behaviour);
      expect(await detector.score(batchOf(2))).toEqual([undefined, undefined]);
      expect(detector.health().counts).toMatchObject({ observations: 2, answered: 0, [counted]: 2 });
      expect(detector.health().lastError).toMatch(/^HAB-[A-Z]+-\d{3}: /);
      expect(detector.health().lastError).not.toContain('secret');
      expect(service.asked).toBe(behaviour === 'wrong' || behaviour === 'closed' ? 1 : limits.attempts);
    });

    test.each(['late', 'broken'] as const)('%s for a moment: asked again, and nothing is missing', async (behaviour) => {
      const { detector, service } = make();
      service.behave(behaviour, 'well');
      expect((await detector.score(batchOf(2))).every((finding) => finding !== undefined)).toBe(true);
      expect(detector.health()).toMatchObject({ state: 'asking', counts: { answered: 2, failed: 0, requests: 2, retries: 1 } });
    });

    test('down: left alone after so many failures, tried by one request after the pause, and asked again when that is answered', async () => {
      const { detector, service, limits, pass } = make();
      service.behave('closed');
      for (let i = 0; i < limits.failures; i++) await detector.score(batchOf(1));
      expect(detector.health().state).toBe('paused');
      const before = service.asked;
      expect(await detector.score(batchOf(7))).toEqual(new Array(7).fill(undefined));
      expect([service.asked, detector.health().counts.paused]).toEqual([before, 7]);
      pass(limits.pause);
      service.behave('well');
      expect(await detector.score(batchOf(1))).not.toEqual([undefined]);
      expect(detector.health().state).toBe('asking');
    });

    test('still down after the pause: one request finds out, and the next pause is longer', async () => {
      const { detector, service, limits, pass } = make();
      service.behave('closed');
      for (let i = 0; i < limits.failures; i++) await detector.score(batchOf(1));
      const before = service.asked;
      pass(limits.pause);
      await detector.score(batchOf(4 * limits.observations));
      expect(service.asked).toBe(before + 1);
      pass(limits.pause);
      await detector.score(batchOf(1));
      expect([service.asked, detector.health().state]).toEqual([before + 1, 'paused']);
    });

    test('never more requests at the same time than allowed, over all calls together', async () => {
      const { detector, service, limits } = make();
      await Promise.all(Array.from({ length: 3 }, async () => await detector.score(batchOf(4 * limits.observations))));
      expect(service.mostAtOnce).toBe(limits.inFlight);
    });

    test('ended early: what has no score yet gets none, and that says nothing of the service', async () => {
      const { detector, service, limits } = make();
      service.behave('late');
      for (let time = 0; time < limits.failures; time++) {
        const end = new AbortController();
        const scored = detector.score(batchOf(20 * limits.observations), end.signal);
        end.abort();
        expect((await scored).some((finding) => finding !== undefined)).toBe(false);
      }
      const { lastError, state, counts } = detector.health();
      expect([lastError, state]).toEqual([undefined, 'asking']);
      expect(counts).toMatchObject({ abandoned: limits.failures * 20 * limits.observations, failed: 0 });
    });

    test('ended before it began: nothing is asked', async () => {
      const { detector, service } = make();
      expect(await detector.score(batchOf(2), AbortSignal.abort())).toEqual([undefined, undefined]);
      expect([service.asked, detector.health().counts.abandoned]).toEqual([0, 2]);
    });

    test('ended while it is asked: so is the request', async () => {
      const { detector, service } = make();
      const end = new AbortController();
      service.behave('late');
      const scored = detector.score(batchOf(1), end.signal);
      while (service.asked === 0) await Promise.resolve();
      end.abort();
      expect(await scored).toEqual([undefined]);
      expect([service.asked, detector.health().lastError, detector.health().counts.abandoned]).toEqual([1, undefined, 1]);
    });

    test.each([
      ['a count of NaN', countAt(MONDAY, NaN)],
      ['a count of -1', countAt(MONDAY, -1)],
      ['a value met NaN times', valuesAt(MONDAY, new Map([['DE', NaN]]))],
      ['a start of NaN', countAt(NaN, 1)],
    ])('%s is refused before anything is asked', async (_, obs) => {
      const { detector, service } = make();
      await expect(detector.score([...batchOf(1), obs])).rejects.toThrow(RangeError);
      expect([service.asked, detector.health().counts.observations]).toEqual([0, 0]);
    });

    test('nothing is lost: whatever the service does, the counts add up', async () => {
      const { detector, service, limits } = make();
      service.behave('well', 'wrong', 'broken', 'well', 'late', 'well', 'closed');
      for (let i = 0; i < 12; i++) await detector.score(batchOf(2 * limits.observations + 3, (n) => n % 20));
      const { observations, ...counts } = detector.health().counts;
      expect(observations).toBe(12 * (2 * limits.observations + 3));
      expect(endsOf(counts)).toBe(observations);
    });
  });
}

function endsOf({ answered, missing, refused, failed, paused, tooLarge, abandoned }: Omit<BatchCounts, 'observations'>): number {
  return answered + missing + refused + failed + paused + tooLarge + abandoned;
}

function expectSound({ logP, expected, interval, borrowed, inputs }: Finding): void {
  expect(logP).toBeLessThanOrEqual(0);
  expect(logP).toBeGreaterThan(-Infinity);
  expect(Number.isFinite(expected)).toBe(true);
  expect(interval[1]).toBeGreaterThanOrEqual(interval[0]);
  expect(borrowed.own + borrowed.neighbour + borrowed.peer).toBeCloseTo(1, 12);
  expect(inputs.every(Number.isFinite)).toBe(true);
}
