import { MOST_REVEALS, REVEAL_WINDOW, RevealPace } from './reveal-pace';

const T = Date.UTC(2026, 10, 25, 12);
const SECOND = 1_000;

test('ten in any minute, each caller for himself; the eleventh is told when', () => {
  const pace = new RevealPace();
  const asked = Array.from({ length: MOST_REVEALS }, (_, n) => pace.ask('eve', T + n * SECOND).again);
  expect(asked).toEqual(Array.from({ length: 10 }, () => undefined));
  expect(pace.ask('eve', T + 30 * SECOND)).toEqual({ again: T + REVEAL_WINDOW, isWritten: true, unwritten: 0 });
  expect(pace.ask('ada', T + 30 * SECOND).again).toBeUndefined();
  expect(pace.ask('eve', T + REVEAL_WINDOW - 1).again).toBe(T + REVEAL_WINDOW);
  expect(pace.ask('eve', T + REVEAL_WINDOW).again).toBeUndefined();
  expect(pace.ask('eve', T + REVEAL_WINDOW).again).toBe(T + REVEAL_WINDOW + SECOND);
  expect(pace.limited).toBe(3);
});

test('however often one asks, the trail hears once a minute that it is too often, and how many had no line', () => {
  const pace = new RevealPace();
  const lines: number[] = [];
  let unwritten = 0;
  let answered = 0;
  for (let at = T; at < T + 5 * REVEAL_WINDOW; at += 100) {
    const { again, isWritten, unwritten: before } = pace.ask('eve', at);
    if (again === undefined) answered++;
    if (!isWritten) continue;
    lines.push(at);
    unwritten += before;
  }
  expect([answered, pace.limited]).toEqual([50, 2_950]);
  expect(lines).toHaveLength(55);
  // What the last minute had is in the line of the next time.
  expect(unwritten + pace.ask('eve', T + 10 * REVEAL_WINDOW).unwritten).toBe(2_950 - 5);
  expect(pace.ask('eve', T + 10 * REVEAL_WINDOW)).toEqual({ again: undefined, isWritten: true, unwritten: 0 });
});

test('a clock that is put back locks nobody out', () => {
  const pace = new RevealPace();
  for (let n = 0; n <= MOST_REVEALS; n++) pace.ask('eve', T);
  expect(pace.ask('eve', T - 24 * 60 * REVEAL_WINDOW)).toEqual({ again: undefined, isWritten: true, unwritten: 0 });
});

test('of more callers than are known at once, those that asked last are held to it', () => {
  const pace = new RevealPace();
  for (let n = 0; n <= MOST_REVEALS; n++) pace.ask('eve', T);
  for (let n = 0; n < 9_999; n++) pace.ask(`login-${n}`, T);
  expect(pace.ask('eve', T).again).toBe(T + REVEAL_WINDOW);
  for (let n = 0; n < 10_000; n++) pace.ask(`other-${n}`, T);
  expect(pace.ask('eve', T).again).toBeUndefined();
});
