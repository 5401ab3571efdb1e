import { normalDraw, seededRandom } from '../../../maths';
import { HOUR, type Millis, type Observation } from '../../../model';
import { SOMEONE } from './context';
import type { Random } from './organisation';

/** Steps of an hour, by the ordinal of the step; undefined ends the list. */
type Session = () => (n: number) => string;

/** How an entity acts. Nothing is wrong in any of them, and none is a chain of pairs. */
export const NULL_STEPS = {
  /** Each session has a subject, with a vocabulary of its own, popular words mostly. */
  subjects: (random) => {
    const own = Math.floor(5 * random());
    return () => {
      const subject = random() < 0.7 ? own : Math.floor(5 * random());
      return () => `s${subject}-${Math.floor(30 ** random())}`;
    };
  },
  /** A fixed script, steps of it left out, now and then something by hand. */
  script: (random) => {
    const length = 5 + Math.floor(15 * random());
    return () => {
      let at = 0;
      return () => (random() < 0.03 ? `hand-${Math.floor(50 * random())}` : `line-${(at += random() < 0.1 ? 2 : 1) % length}`);
    };
  },
  /** What comes next depends on the two before: half the time what was done two steps ago is done again. */
  echoes: (random) => {
    const often = 10 + Math.floor(30 * random());
    return () => {
      const past: string[] = [];
      return (n) => (past[n] = n > 1 && random() < 0.5 ? past[n - 2]! : `w${Math.floor(often ** random())}`);
    };
  },
  /** Habits that move on: every hundred sessions or so one word is given up for a new one. */
  moving: (random) => {
    const words = Array.from({ length: 12 }, (_, k) => `a${k}`);
    let fresh = 0;
    return () => {
      if (random() < 0.01) words[Math.floor(12 * random())] = `b${fresh++}`;
      return () => words[Math.floor(12 * random() ** 2)]!;
    };
  },
} as const satisfies Record<string, (random: Random) => Session>;

export type NullSteps = keyof typeof NULL_STEPS;

/** Entities that act in one hour of ten. The same seed gives the same ones. */
export function simulateSteps(options: {
  readonly data: NullSteps;
  readonly seed: number;
  readonly entities: number;
  readonly weeks: number;
}): ((start: Millis, hour: number) => Observation | undefined)[] {
  return Array.from({ length: options.entities }, (_, i) => {
    const random = seededRandom(options.seed * 1_000 + i);
    const session = NULL_STEPS[options.data](random);
    const pace = 2 + random();
    return (start) => (random() < 0.1 ? listOf(random, session(), start, pace) : undefined);
  });
}

function listOf(random: Random, step: (n: number) => string, start: Millis, pace: number): Observation {
  let at = start;
  const steps: { readonly at: Millis; readonly value: string }[] = [];
  for (let n = 0; n < 20 + 40 * random() && at < start + HOUR; n++) {
    steps.push({ at, value: step(n) });
    at += Math.floor(1_000 * Math.exp(pace + normalDraw(random)));
  }
  return { kind: 'ordered', entity: SOMEONE, start, width: HOUR, steps, beyond: 0 };
}
