import { negativeBinomialDraw, normalDraw, seededRandom } from '../../maths';
import { DAY, HOUR, MINUTE, type Millis, type Observation } from '../../model';
import type { Context, Detector, Peers, StateBlock } from '../detector';
import { amountAt, contextAt, countAt, MONDAY, NO_PEERS, SOMEONE, valuesAt } from './simulate';

/** What the contract suite needs to know of the observations that a detector judges. */
export interface Example {
  readonly peers: Peers;
  /** How many are known of what is counted. */
  readonly population?: number;
  /** Of detectors that ask: the p that comes for every observation. */
  readonly answer?: number;
  /** An observation of an ordinary bucket, by the seed's next number; undefined when nothing happened. */
  ordinary(start: Millis, random: () => number, width: Millis): Observation | undefined;
  /** The same observation at any time. */
  steady(start: Millis): Observation;
  /** Dull and alarming ones to be judged at a time, each with values of its own. */
  probes(start: Millis): readonly Observation[];
  /** Wrong ones. */
  refused(start: Millis): readonly Observation[];
  /** An empty bucket as an observation, where absence is one. */
  zero?(start: Millis, width: Millis): Observation;
  /** Values may be negative: a gauge, a balance. */
  readonly signed?: true;
  /** What it means that ageing keeps the mean, in words. */
  readonly ageing: string;
}

/** 5 minutes, an hour, a day. */
export const VISITED_WIDTHS = [5 * MINUTE, HOUR, DAY] as const;

/** Some states that lived for weeks from MONDAY on, each by its own seed. */
export function train<S>(
  detector: Detector<S>,
  example: Example,
  options: { readonly states: number; readonly weeks: number; readonly width?: Millis; readonly capacity?: number; readonly steady?: boolean }
): StateBlock<S> {
  const block = detector.blocks.empty(options.capacity ?? options.states);
  const width = options.width ?? HOUR;
  for (let i = 0; i < options.states; i++) block.add();
  for (let i = 0; i < options.states; i++) {
    const random = seededRandom(i + 1);
    for (let t = MONDAY; t < MONDAY + options.weeks * 7 * DAY; t += width) {
      const obs = options.steady === true ? example.steady(t) : example.ordinary(t, random, width);
      learnOrPass(detector, block.at(i), obs, { ...contextAt(t, { width, peers: example.peers }), ...populationOf(example) }, t);
    }
  }
  return block;
}

/** What an example adds to the context of its peers. */
export function populationOf({ population, answer }: Example): Pick<Context, 'population' | 'answer'> {
  return { ...(population !== undefined && { population }), ...(answer !== undefined && { answer }) };
}

function learnOrPass<S>(detector: Detector<S>, state: S, obs: Observation | undefined, ctx: Context, start: Millis): void {
  if (obs === undefined) detector.advance(state, start, start + ctx.width, 'learn', () => ctx);
  else detector.learn(state, obs, detector.score(state, obs, ctx), ctx);
}

/** For detectors of numbers: bursty counts at work hours. */
export const COUNTS: Example = {
  peers: { ...NO_PEERS, members: 50, rate: 0.8, dispersion: 0.7, profile: Float64Array.from({ length: 168 }, (_, slot) => (atWork(slot) ? 2.2 : 0.3)) },
  ordinary: (start, random, width) => {
    const count = negativeBinomialDraw(random, ((atWork(Math.floor((start - MONDAY) / HOUR) % 168) ? 3 : 0.2) * width) / HOUR, 1.2);
    return count === 0 ? undefined : countAt(start, count, width);
  },
  steady: (start) => countAt(start, 2),
  probes: (start) => [0, 1, 4, 12, 60, 1_000].map((count) => countAt(start, count)),
  refused: (start) => [
    countAt(start, NaN),
    countAt(start, -1),
    countAt(start, Infinity),
    countAt(NaN, 1),
    countAt(-HOUR, 1),
    valuesAt(start, new Map([['DE', 1]])),
  ],
  zero: (start, width) => countAt(start, 0, width),
  ageing: 'four weeks without observation change what a week expects by less than a fifth',
};

/** For detectors of magnitudes: bytes, mostly some thousands, at work hours. */
export const MAGNITUDES: Example = {
  peers: COUNTS.peers,
  ordinary: (start, random, width) => {
    const working = atWork(Math.floor((start - MONDAY) / HOUR) % 168) || width >= DAY;
    return working && random() < 0.7 ? magnitudeAt(start, Math.round(5_000 * Math.exp(normalDraw(random))), width) : undefined;
  },
  steady: (start) => magnitudeAt(start, 5_000),
  probes: (start) => [0, 800, 5_000, 60_000, 9e9].map((value) => magnitudeAt(start, value)),
  refused: (start) => [magnitudeAt(start, NaN), magnitudeAt(start, -1), magnitudeAt(-HOUR, 1), valuesAt(start, new Map([['DE', 1]]))],
  zero: (start, width) => magnitudeAt(start, 0, width),
  ageing: COUNTS.ageing,
};

/** For detectors of gauges: a temperature below zero with a rhythm of the day, in fractions, now and then missing. */
export const GAUGES: Example = {
  peers: NO_PEERS,
  ordinary: (start, random, width) => {
    const value = -5 + 3 * Math.sin((2 * Math.PI * (start % DAY)) / DAY) + 0.7 * normalDraw(random);
    return random() < 0.05 ? undefined : magnitudeAt(start, value, width);
  },
  steady: (start) => magnitudeAt(start, -5.25),
  probes: (start) => [0, -5, -5.3, -9.75, 60, -1e6].map((value) => magnitudeAt(start, value)),
  refused: (start) => [magnitudeAt(start, NaN), magnitudeAt(start, -Infinity), magnitudeAt(-HOUR, 1), valuesAt(start, new Map([['DE', 1]]))],
  signed: true,
  ageing: 'four weeks without a value change what is usual by less than a fifth',
};

function magnitudeAt(start: Millis, value: number, width: Millis = HOUR): Observation {
  return { kind: 'magnitude', entity: SOMEONE, start, width, value, events: 1 };
}

/** For detectors of single values: payments of a few euros to some hundreds, in cents, now and then. */
export const AMOUNTS: Example = {
  peers: { ...NO_PEERS, members: 50, logs: { members: 50, mean: 7.5, between: 0.8, within: 0.6 } },
  ordinary: (start, random, width) => (random() < 0.2 ? amountAt(start, Math.round(2_000 * Math.exp(0.7 * normalDraw(random))), width) : undefined),
  steady: (start) => amountAt(start, 2_000),
  probes: (start) => [0, 300, 2_000, 40_000, 3_000_000].map((value) => amountAt(start, value)),
  refused: (start) => [amountAt(start, NaN), amountAt(start, -1), amountAt(start, Infinity), amountAt(-HOUR, 1), valuesAt(start, new Map([['DE', 1]]))],
  ageing: 'four weeks without a payment change what is usual by less than a fifth',
};

/** For detectors of values: two habits, a rare third, now and then a stranger. */
export const VALUES: Example = {
  peers: { ...NO_PEERS, members: 50, share: (value) => ({ DE: 0.9, FR: 0.2, NL: 0.02 })[value] ?? 0 },
  ordinary: (start, random, width) => {
    const draw = random();
    if (draw < 0.6) return undefined;
    const value = draw < 0.9 ? 'DE' : draw < 0.98 ? 'FR' : draw < 0.985 ? 'NL' : `stranger ${Math.floor(random() * 1e6)}`;
    return valuesAt(start, new Map([[value, 1 + Math.floor(3 * random())]]), width);
  },
  steady: (start) => valuesAt(start, new Map([['DE', 3]])),
  probes: (start) => [['DE'], ['FR'], ['NL'], ['RU'], ['DE', 'FR', 'RU', 'KP']].map((names) => valuesAt(start, new Map(names.map((name, i) => [name, i + 1])))),
  refused: (start) => [
    valuesAt(start, new Map([['DE', NaN]])),
    valuesAt(start, new Map([['DE', -1]])),
    valuesAt(start, new Map()),
    valuesAt(NaN, new Map([['DE', 1]])),
    valuesAt(-HOUR, new Map([['DE', 1]])),
    countAt(start, 1),
  ],
  ageing: 'four weeks without values change what a week expects of the usual value by less than a fifth',
};

/** For detectors of places: an office in Vienna and a branch in Munich, now and then a stranger far away. */
export const PLACES: Example = {
  peers: { ...NO_PEERS, members: 50, share: (value) => ({ '48.2,16.4': 0.9, '48.1,11.6': 0.2 })[value] ?? 0 },
  ordinary: (start, random, width) => {
    const draw = random();
    if (draw < 0.6) return undefined;
    const value = draw < 0.9 ? '48.2,16.4' : draw < 0.99 ? '48.1,11.6' : `${Math.floor(120 * random() - 60)}.5,${Math.floor(300 * random() - 150)}.5`;
    return valuesAt(start, new Map([[value, 1 + Math.floor(3 * random())]]), width);
  },
  steady: (start) => valuesAt(start, new Map([['48.2,16.4', 3]])),
  probes: (start) =>
    [['48.2,16.4'], ['48.1,11.6'], ['40.7,-74.0'], ['-33.9,151.2', 'nowhere'], ['48.2,16.4', '1.4,103.8', '35.7,139.7']].map((names) =>
      valuesAt(start, new Map(names.map((name, i) => [name, i + 1])))
    ),
  refused: (start) => [valuesAt(start, new Map([['DE', 1]])), valuesAt(start, new Map()), valuesAt(-HOUR, new Map([['48.2,16.4', 1]])), countAt(start, 1)],
  ageing: VALUES.ageing,
};

/** Edits, builds and tests over and over, now and then something else. */
export function commandsAt(start: Millis, random: () => number, steps: number, width: Millis = HOUR): Observation {
  const cycle = ['vi', 'make', 'test', 'git'];
  const list = Array.from({ length: steps }, (_, n) => ({
    at: start + Math.floor(((n + random()) * width) / steps),
    value: random() < 0.85 ? cycle[n % 4]! : `tool-${Math.floor(20 * random() ** 2)}`,
  }));
  return { kind: 'ordered', entity: SOMEONE, start, width, steps: list.sort((a, b) => a.at - b.at), beyond: 0 };
}

/** For detectors of steps in their order. */
export const COMMANDS: Example = {
  peers: { ...NO_PEERS, members: 50, share: (value) => ({ vi: 0.9, make: 0.5, git: 0.9 })[value] ?? 0 },
  ordinary: (start, random, width) => (random() < 0.03 ? commandsAt(start, random, 20 + Math.floor(20 * random()), width) : undefined),
  steady: (start) => commandsAt(start, seededRandom(1), 8),
  probes: (start) => [
    commandsAt(start, seededRandom(2), 40),
    commandsAt(start, seededRandom(3), 120),
    stepsAt(start, ['nmap', 'nc', 'wget', 'chmod', 'nohup', 'tar', 'scp', 'rm']),
    stepsAt(start, ['git', 'test', 'make', 'vi', 'git', 'test', 'make', 'vi']),
    stepsAt(start, ['vi']),
  ],
  refused: (start) => [stepsAt(start, []), stepsAt(start, ['vi'], NaN), stepsAt(start, ['vi', 'git'], -1), stepsAt(-HOUR, ['vi']), countAt(start, 1)],
  ageing: 'four weeks without a step change the bits that are usual by less than a fifth',
};

/** One every so many milliseconds. */
function stepsAt(start: Millis, values: readonly string[], every: Millis = 2_000): Observation {
  return { kind: 'ordered', entity: SOMEONE, start, width: HOUR, steps: values.map((value, n) => ({ at: start + n * every, value })), beyond: 0 };
}

function atWork(slot: number): boolean {
  return slot < 120 && slot % 24 >= 8 && slot % 24 < 18;
}
