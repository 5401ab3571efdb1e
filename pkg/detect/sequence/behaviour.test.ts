import { seededRandom } from '../../maths';
import { DAY, HOUR, type Finding, type Millis, type Observation, type Ordered } from '../../model';
import { commandsAt } from '../contract/example';
import { contextAt, MONDAY, NO_PEERS, SOMEONE } from '../contract/simulate';
import { SEQUENCE } from './detector';
import { explainSequence } from './explain';
import type { SequenceState } from './state';

const log10 = (finding: Finding): number => finding.logP / Math.LN10;
const END = MONDAY + 20 * DAY;

/** Sixty blocks of fifty commands, three a day; seed 3. */
function developer(): SequenceState {
  const block = SEQUENCE.blocks.empty(1);
  const state = block.at(block.add());
  const random = seededRandom(3);
  for (let day = 0; day < 20; day++) for (const hour of [9, 13, 16]) meet(state, commandsAt(MONDAY + day * DAY + hour * HOUR, random, 50));
  return state;
}

function meet(state: SequenceState, obs: Observation): void {
  SEQUENCE.learn(state, obs, judged(state, obs), contextAt(obs.start));
}

function judged(state: SequenceState, obs: Observation): Finding {
  return SEQUENCE.score(state, obs, contextAt(obs.start, { peers: NO_PEERS }));
}

function typed(values: readonly string[], every: Millis, start = END): Observation {
  return { kind: 'ordered', entity: SOMEONE, start, width: HOUR, steps: values.map((value, n) => ({ at: start + n * every, value })), beyond: 0 };
}

const CYCLE = Array.from({ length: 48 }, (_, n) => ['vi', 'make', 'test', 'git'][n % 4]!);
const PACE = HOUR / 50;

test('more of the same is dull; an intruder with tools of his own is an alarm', () => {
  const state = developer();
  expect(log10(judged(state, commandsAt(END, seededRandom(9), 50)))).toBeGreaterThan(-1.5);
  const foreign = Array.from({ length: 40 }, (_, n) => ['nmap', 'nc', 'wget', 'base64', 'scp'][n % 5]!);
  expect(log10(judged(state, typed(foreign, PACE)))).toBeLessThan(-3);
});

test('the same commands in another order are an alarm: a masquerade that counts would not see', () => {
  const state = developer();
  expect(log10(judged(state, typed([...CYCLE].reverse(), PACE)))).toBeLessThan(log10(judged(state, typed(CYCLE, PACE))) - 1.5);
});

test('the same commands within a second are an alarm: a script took the session over', () => {
  const state = developer();
  expect(log10(judged(state, typed(CYCLE, 10)))).toBeLessThan(log10(judged(state, typed(CYCLE, PACE))) - 1.5);
});

test('the same commands at the usual pace, but as even as a clock, are an alarm: a script plays them back', () => {
  const state = developer();
  const byHand = commandsAt(END, seededRandom(9), 48) as Ordered;
  const even = { ...byHand, steps: byHand.steps.map((step, n) => ({ ...step, at: END + n * PACE })) };
  expect(log10(judged(state, even))).toBeLessThan(log10(judged(state, byHand)) - 1);
});

test('what somebody begins to do becomes usual', () => {
  const state = developer();
  const rust = (start: Millis): Observation =>
    typed(
      Array.from({ length: 50 }, (_, n) => ['vi', 'cargo', 'clippy', 'git'][n % 4]!),
      PACE,
      start
    );
  const first = log10(judged(state, rust(END)));
  for (let day = 0; day < 30; day++) meet(state, rust(END + day * DAY));
  expect(first).toBeLessThan(-2);
  expect(log10(judged(state, rust(END + 30 * DAY)))).toBeGreaterThan(-1);
});

test('of a long list the block that is odd decides, and few blocks judge nothing', () => {
  const random = seededRandom(12);
  const usual = commandsAt(END, random, 150);
  if (usual.kind !== 'ordered') throw new Error('steps expected');
  const steps = usual.steps.map((step, n) => (n >= 50 && n < 100 ? { ...step, value: `x${n % 7}` } : step));
  expect(log10(judged(developer(), { ...usual, steps }))).toBeLessThan(-2.5);
  const block = SEQUENCE.blocks.empty(1);
  expect(judged(block.at(block.add()), usual).logP).toBeCloseTo(-Math.LN2, 12);
});

test('in words: the order with the step that is strangest, or the pace', () => {
  const state = developer();
  const words = (obs: Observation): string => explainSequence(judged(state, obs), obs, { one: 'command', many: 'commands' }).clause;
  const random = seededRandom(8);
  const byHand = (values: readonly string[]): Observation => {
    const even = typed(values, PACE) as Ordered;
    return { ...even, steps: even.steps.map((step) => ({ ...step, at: step.at + Math.floor(random() * PACE) })) };
  };
  const around = [...CYCLE].reverse();
  around[21] = 'nc';
  expect(words(byHand(around))).toContain(`above all "nc" after "${around[20]}"`);
  expect(words(byHand([...CYCLE].reverse()))).toMatch(
    /^48 commands in an unusual order, above all "\w+" after "\w+": [\d.]+ bits of surprise each, usually [\d.]+$/
  );
  expect(words(typed(CYCLE, 10))).toMatch(/^48 commands unusually fast: 0.0\d+ s from one to the next, usually \d+ s$/);
  expect(words(typed(CYCLE, PACE))).toMatch(/^48 commands at an unusually even pace: 72 s from one to the next$/);
});

test('of fewer than five steps nothing is said, and they widen no limit', () => {
  const state = developer();
  expect(judged(state, typed(['nc', 'nmap', 'nc', 'scp'], 5)).logP).toBeCloseTo(-Math.LN2, 12);
  const { mean, variance, count } = state.columns;
  const moments = [mean[0], variance[0], count[0]];
  meet(state, typed(['nc'], 5));
  expect([mean[0], variance[0], count[0]]).toEqual(moments);
});
