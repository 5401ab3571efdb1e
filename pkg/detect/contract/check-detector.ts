import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { HabitusError } from '../../errors';
import { DAY, HOUR, type Finding, type Millis, type Observation } from '../../model';
import type { Context, Detector, StateBlock } from '../detector';
import { populationOf, train, VISITED_WIDTHS, type Example } from './example';
import { contextAt, MONDAY } from './simulate';

/** What every detector promises, as tests. Call it once at the top of a detector's test file. */
export function checkDetector<S>(detector: Detector<S>, example: Example, of = 'observations'): void {
  describe(`${detector.meta.name} keeps the contract, given ${of}`, () => {
    const after = (weeks: number): Millis => MONDAY + weeks * 7 * DAY;
    const context = (start: Millis, more: Partial<Context> = {}): Context => ({
      ...contextAt(start, { peers: example.peers }),
      ...populationOf(example),
      ...more,
    });
    const learnt = learnOnce(detector, example);
    const trained = (): StateBlock<S> => learnt(3, HOUR);
    const probes = example.probes(after(3));

    test.each(probes.map((obs, i) => [i, obs] as const))('probe %i: log p is one, shares add up, the interval is ordered', (_, obs) => {
      expectSound(detector, example, detector.score(trained().at(1), obs, context(obs.start)));
    });

    test('a state without history gives sound findings too', () => {
      const block = detector.blocks.empty(1);
      const state = block.at(block.add());
      for (const obs of probes) expectSound(detector, example, detector.score(state, obs, context(obs.start)));
    });

    test('persist and restore: same bytes again, same next findings', () => {
      const block = train(detector, example, { states: 3, weeks: 3 });
      const restored = detector.blocks.restore(block.persist());
      expect(restored.count).toBe(block.count);
      expect(checksum(restored)).toBe(checksum(block));
      for (let i = 0; i < block.count; i++) {
        for (const obs of probes) {
          expect(detector.score(restored.at(i), obs, context(obs.start))).toStrictEqual(detector.score(block.at(i), obs, context(obs.start)));
        }
      }
    });

    test('a block that grew from nothing is the block that had the room', () => {
      const roomy = train(detector, example, { states: 40, weeks: 1, capacity: 40 });
      const grown = train(detector, example, { states: 40, weeks: 1, capacity: 0 });
      expect(checksum(grown)).toBe(checksum(roomy));
    });

    test('score is pure: not a bit of the state changes', () => {
      const block = trained();
      const before = checksum(block);
      for (const obs of probes) detector.score(block.at(1), obs, context(obs.start));
      expect(checksum(block)).toBe(before);
    });

    test('a copy gives the same findings, and what it learns stays in it', () => {
      const block = trained();
      const before = checksum(block);
      const copy = block.copy(1);
      for (const obs of probes) {
        const finding = detector.score(block.at(1), obs, context(obs.start));
        expect(detector.score(copy, obs, context(obs.start))).toStrictEqual(finding);
      }
      detector.learn(copy, probes[0]!, detector.score(copy, probes[0]!, context(after(3))), context(after(3)));
      expect(checksum(block)).toBe(before);
    });

    test.each(['upper', 'lower', 'both'] as const)('judge of the inputs is the finding, to the last bit, tail %s', (tail) => {
      const block = trained();
      for (const obs of probes) {
        const finding = detector.score(block.at(0), obs, context(obs.start, { tail }));
        const inputs = JSON.parse(JSON.stringify(finding.inputs)) as number[];
        expect(detector.judge(inputs, obs, tail)).toStrictEqual(finding);
      }
    });

    describe.each(VISITED_WIDTHS)('silent buckets of %i ms', (width) => {
      const span = Math.max(10 * DAY, 3 * width);
      const start = after(3);
      const at = (t: Millis): Context => context(t, { width });

      test.each(['learn', 'skip'] as const)('%s: passed at once, one by one, or in pieces: the same bits', (zero) => {
        const atOnce = learnt(1, width);
        detector.advance(atOnce.at(0), start, start + span, zero, at);
        const oneByOne = learnt(1, width);
        for (let t = start; t < start + span; t += width) detector.advance(oneByOne.at(0), t, t + width, zero, at);
        expect(checksum(oneByOne)).toBe(checksum(atOnce));
      });

      if (example.zero !== undefined) {
        const zeroAt = example.zero;
        test('learn: the same bits as learning a count of zero in each', () => {
          const atOnce = learnt(1, width);
          detector.advance(atOnce.at(0), start, start + span, 'learn', at);
          const visited = learnt(1, width);
          for (let t = start; t < start + span; t += width) {
            const obs = zeroAt(t, width);
            detector.learn(visited.at(0), obs, detector.score(visited.at(0), obs, at(t)), at(t));
          }
          expect(checksum(visited)).toBe(checksum(atOnce));
        });
      }
    });

    // What comes from elsewhere expects nothing.
    if (detector.meta.asked !== true) {
      test(`ageing keeps the mean (adds of one bucket have no weight to merge): ${example.ageing}`, () => {
        const block = train(detector, example, { states: 1, weeks: 8, steady: true });
        const week = (from: Millis): number => weekOfExpectations(detector, block, example, from, context);
        const before = week(after(8));
        detector.advance(block.at(0), after(8), after(12), 'skip', context);
        expect(week(after(12)) / before).toBeGreaterThan(0.8);
        expect(week(after(12)) / before).toBeLessThan(1.25);
      });
    }

    test.each(example.refused(after(3)).map((obs, i) => [i, obs] as const))('refused with a RangeError, nothing learnt: %i', (_, obs) => {
      const block = trained();
      const before = checksum(block);
      expect(() => detector.score(block.at(0), obs, context(after(3)))).toThrow(RangeError);
      expect(() => detector.learn(block.at(0), obs, detector.score(block.at(0), probes[0]!, context(after(3))), context(after(3)))).toThrow(RangeError);
      expect(checksum(block)).toBe(before);
    });

    test('accepts what it judges; what it does not accept it refuses', () => {
      const accepts = (obs: Observation): boolean => detector.accepts?.(obs) ?? true;
      expect(probes.every(accepts)).toBe(true);
      const negative = { kind: 'magnitude', entity: context(0).entity, start: after(3), width: HOUR, value: -1, events: 1 } as const;
      if (!detector.meta.judges.includes('magnitude')) return;
      const score = (): Finding => detector.score(trained().at(0), negative, context(after(3)));
      if (accepts(negative)) expect(score().logP).toBeLessThanOrEqual(0);
      else expect(score).toThrow(RangeError);
    });

    test('a time before the state is refused: by score, learn and advance', () => {
      const block = trained();
      const obs = { ...probes[0]!, start: after(2) } as Observation;
      const finding = detector.score(block.at(0), probes[0]!, context(after(3)));
      expect(() => detector.score(block.at(0), obs, context(obs.start))).toThrow(/^start: expected/);
      expect(() => detector.learn(block.at(0), obs, finding, context(obs.start))).toThrow(/^start: expected/);
      expect(() => detector.advance(block.at(0), obs.start, after(4), 'learn', context)).toThrow(/^start: expected/);
    });

    test('a state takes at most the bytes that detector.yaml says, and a bit for each four of them', () => {
      const block = learnt(3, HOUR);
      const { columns } = block.copy(0) as { readonly columns: Readonly<Record<string, ArrayBufferView>> };
      expect(Object.values(columns).reduce((sum, { byteLength }) => sum + byteLength, 0)).toBe(detector.meta.bytesPerState);
      expect(block.persist().length / 3).toBeLessThan(1.04 * detector.meta.bytesPerState + 50);
    });

    test('a state that learnt nothing takes a few bytes', () => {
      const block = train(detector, example, { states: 64, weeks: 0, capacity: 64 });
      expect(block.persist().length / 64).toBeLessThan(4);
    });

    test.each([
      ['nothing', () => new Uint8Array()],
      ['another file', () => new TextEncoder().encode('PAR1 and some more bytes')],
      ['a cut block', () => trained().persist().slice(0, -8)],
      ['a block with a tail', () => Uint8Array.from([...trained().persist(), 0, 0, 0, 0, 0, 0, 0, 0])],
      ['a version to come', () => trained().persist().fill(99, 6, 7)],
    ])('restore refuses %s with HAB-STATE-001', (_, bytes) => {
      expect(() => detector.blocks.restore(bytes())).toThrow(HabitusError);
      expect(() => detector.blocks.restore(bytes())).toThrow('HAB-STATE-001');
    });

    if (of === 'observations') {
      test('states of version 1 stay readable: the file of its day gives the findings of its day', () => {
        const folder = join(__dirname, '..', detector.meta.name, 'fixtures');
        const block = detector.blocks.restore(readFileSync(join(folder, 'state-v1.bin')));
        const recorded = JSON.parse(readFileSync(join(folder, 'state-v1.json'), 'utf8')) as readonly { readonly logP: number; readonly expected: number }[];
        const found = probes.map((obs) => detector.score(block.at(1), obs, context(obs.start)));
        expect(recorded).toHaveLength(probes.length);
        for (const [i, { logP, expected }] of recorded.entries()) {
          expect(found[i]!.logP).toBeCloseTo(logP, 9);
          expect(found[i]!.expected).toBeCloseTo(expected, 9);
        }
      });
    }
  });
}

/** Three weeks of each width are learnt once: every call gives a block of its own with them. */
function learnOnce<S>(detector: Detector<S>, example: Example): (states: number, width: Millis) => StateBlock<S> {
  const blocks = new Map<string, Uint8Array>();
  return (states, width) => {
    const key = `${states} ${width}`;
    const bytes = blocks.get(key) ?? train(detector, example, { states, weeks: 3, width }).persist();
    blocks.set(key, bytes);
    return detector.blocks.restore(bytes);
  };
}

function expectSound<S>(detector: Detector<S>, { signed }: Example, finding: Finding): void {
  expect(finding.logP).toBeLessThanOrEqual(0);
  expect(finding.expected).toBeGreaterThanOrEqual(signed ? -Infinity : 0);
  expect(finding.interval[0]).toBeGreaterThanOrEqual(signed ? -Infinity : 0);
  expect(finding.interval[1]).toBeGreaterThanOrEqual(finding.interval[0]);
  const { own, neighbour, peer } = finding.borrowed;
  expect(Math.min(own, neighbour, peer)).toBeGreaterThanOrEqual(-1e-12);
  expect(own + neighbour + peer).toBeCloseTo(1, 12);
  expect(finding.inputs).toHaveLength(detector.meta.inputs.length);
  expect(finding.inputs.every(Number.isFinite)).toBe(true);
}

function weekOfExpectations<S>(detector: Detector<S>, block: StateBlock<S>, example: Example, from: Millis, context: (start: Millis) => Context): number {
  let sum = 0;
  for (let t = from; t < from + 7 * DAY; t += HOUR) sum += detector.score(block.at(0), example.steady(t), context(t)).expected;
  return sum;
}

function checksum<S>(block: StateBlock<S>): string {
  return createHash('sha256').update(block.persist()).digest('hex');
}
