import {
  amountAt,
  countAt,
  gaugeAt,
  logsOfAmounts,
  MONDAY,
  NO_PEERS,
  peersOfCounts,
  peersOfValues,
  simulateAmounts,
  simulateCounts,
  simulateForeignValues,
  simulateGauges,
  simulateSteps,
  simulateValues,
  valuesAt,
  type NullAmounts,
  type NullGauges,
  type NullSteps,
  type SimulatedEntity,
  type SimulatedValues,
} from '../../detect/contract/simulate';
import { DETECTORS, detectorNamed } from '../../detect/registry';
import { hash53, seededRandom } from '../../maths';
import { HOUR } from '../../model';
import type { NullTrack, Stages } from './null-run';

/** Null data that no detector's own law drew, each with the values that its entities use beside their counts. */
export const FOREIGN = { organisation: 'zipf', sessions: 'uniform', pareto: 'trips', drifting: 'replaced' } as const;
export type Foreign = keyof typeof FOREIGN;
export const FOREIGN_GAUGES = ['daily', 'weekly', 'wandering', 'bursty', 'utilisation'] as const satisfies readonly NullGauges[];
export const FOREIGN_STEPS = ['subjects', 'script', 'echoes', 'moving'] as const satisfies readonly NullSteps[];
export const FOREIGN_AMOUNTS = ['gamma', 'two-kinds', 'pareto', 'prices'] as const satisfies readonly NullAmounts[];

interface Size extends Stages {
  readonly data: Foreign;
  readonly seed: number;
  readonly entities: number;
}

/**
 * Three features of each entity: all that it did, by every detector that judges counts; the fifth of it that failed (so the features depend on each
 * other), by count-tail; and where it did it, by rarity. Of what it did a scoring service is asked too, whose p is a family of its own.
 */
export function nullTracks(size: Size): NullTrack[] {
  const weeks = size.learn + size.pool + size.test;
  const all = simulateCounts({ ...size, weeks });
  const counters = Object.values(DETECTORS).filter(({ meta }) => meta.asked !== true && meta.judges.includes('count') && meta.tails.includes('upper'));
  const countTail = detectorNamed('count-tail');
  return [
    ...counters.map((detector) => track('all', detector, all, size.learn)),
    track('failed', countTail, failedOf(all, size.seed + 1), size.learn),
    serviceTrack(all, size),
    rarityTrack(size),
  ];
}

/** external, by a service that knows what it says: of hours in which anything was done its p is anything between 0 and 1 alike. Silence it is not asked about. */
function serviceTrack(entities: readonly SimulatedEntity[], { seed, learn }: Size): NullTrack {
  const whole = track('asked', detectorNamed('external'), entities, learn);
  return {
    ...whole,
    answer: (entity, hour) => hash53(`${seed} ${entity} ${hour}`) / 2 ** 53,
    at: (entity, hour) => (entities[entity]!.counts[hour] === 0 ? undefined : whole.at(entity, hour)),
  };
}

/** Rarity alone: its values are few, so that it can be given more entities. */
export function rarityTrack(size: Size): NullTrack {
  const values = valuesOf(size);
  const at = (entity: number, hour: number): ReturnType<NullTrack['at']> => {
    const met = values[entity]!.hours[hour];
    return met && valuesAt(MONDAY + hour * HOUR, met);
  };
  return { feature: 'place', detector: detectorNamed('rarity'), peers: peersOfValues(values, size.learn * 168), at };
}

/** value-tail alone, on amounts of a law that is not its own. */
export function amountTrack(data: NullAmounts, size: Omit<Size, 'data'>): NullTrack {
  const entities = simulateAmounts({ ...size, data, weeks: size.learn + size.pool + size.test });
  const at = (entity: number, hour: number): ReturnType<NullTrack['at']> => {
    const met = entities[entity]!.hours[hour];
    return met === undefined ? undefined : amountAt(MONDAY + hour * HOUR, met);
  };
  return { feature: 'amount', detector: detectorNamed('value-tail'), peers: { ...NO_PEERS, logs: logsOfAmounts(entities, size.learn * 168) }, at };
}

/** sequence alone. */
export function sequenceTrack(data: NullSteps, size: Omit<Size, 'data'>): NullTrack {
  const entities = simulateSteps({ ...size, data, weeks: size.learn + size.pool + size.test });
  const at = (entity: number, hour: number): ReturnType<NullTrack['at']> => entities[entity]!(MONDAY + hour * HOUR, hour);
  return { feature: 'steps', detector: detectorNamed('sequence'), peers: NO_PEERS, at };
}

/** shape alone, on gauges. Both tails. */
export function gaugeTrack(data: NullGauges, size: Omit<Size, 'data'>): NullTrack {
  const gauges = simulateGauges({ ...size, data, weeks: size.learn + size.pool + size.test });
  const at = (entity: number, hour: number): ReturnType<NullTrack['at']> => gaugeAt(MONDAY + hour * HOUR, gauges[entity]!.values[hour]!);
  return { feature: 'gauge', detector: detectorNamed('shape'), peers: NO_PEERS, tail: 'both', at };
}

/** silence alone. The tail is the lower one. */
export function silenceTrack(size: Size): NullTrack {
  const all = simulateCounts({ ...size, weeks: size.learn + size.pool + size.test });
  return { ...track('sent', detectorNamed('silence'), all, size.learn), tail: 'lower' };
}

/** Members of an organisation that population is shown. */
const MEMBERS = 30;

/** population alone: how many of the thirty of each organisation did anything in an hour. They are as bursty, and as different, as the generator makes them. */
export function populationTrack(size: Size): NullTrack {
  const people = simulateCounts({ ...size, entities: size.entities * MEMBERS, weeks: size.learn + size.pool + size.test });
  const organisations = Array.from({ length: size.entities }, (_, at): SimulatedEntity => {
    const own = people.slice(at * MEMBERS, (at + 1) * MEMBERS);
    return { id: `organisation-${at}`, kind: size.data, counts: own[0]!.counts.map((_n, hour) => own.filter(({ counts }) => counts[hour]! > 0).length) };
  });
  return { ...track('doing', detectorNamed('population'), organisations, size.learn), population: MEMBERS };
}

/**
 * travel alone, on people who fly (days apart), who leave through gateways of their company now and then, and whose mobile networks put them in other
 * towns: the places of the foreign value generators, set on a grid of the globe. Nothing is wrong in any of them.
 */
export function travelTrack(size: Size): NullTrack {
  const kind = FOREIGN[size.data];
  const weeks = size.learn + size.pool + size.test;
  const values = kind === 'zipf' ? simulateValues({ ...size, weeks }) : simulateForeignValues({ ...size, weeks, data: kind });
  const placed = values.map((one) => ({ ...one, hours: one.hours.map((met) => met && new Map([...met].map(([value, n]) => [placeNamed(value), n]))) }));
  const at = (entity: number, hour: number): ReturnType<NullTrack['at']> => {
    const met = placed[entity]!.hours[hour];
    return met && valuesAt(MONDAY + hour * HOUR, met);
  };
  return { feature: 'travel', detector: detectorNamed('travel'), peers: peersOfValues(placed, size.learn * 168), at };
}

/** Somewhere on the globe, the same for the same name. */
function placeNamed(name: string): string {
  const hash = hash53(name);
  return `${(hash % 120) - 60},${(Math.floor(hash / 120) % 340) - 170}`;
}

function track(feature: string, detector: NullTrack['detector'], entities: readonly SimulatedEntity[], learn: number): NullTrack {
  return {
    feature,
    detector,
    peers: peersOfCounts(entities, learn * 168),
    at: (entity, hour) => countAt(MONDAY + hour * HOUR, entities[entity]!.counts[hour]!),
  };
}

function failedOf(all: readonly SimulatedEntity[], seed: number): SimulatedEntity[] {
  const random = seededRandom(seed);
  const failed = (count: number): number => {
    let sum = 0;
    for (let i = 0; i < count; i++) if (random() < 0.2) sum++;
    return sum;
  };
  return all.map((entity) => ({ ...entity, counts: entity.counts.map(failed) }));
}

function valuesOf({ data, seed, entities, learn, pool, test }: Size): SimulatedValues[] {
  const size = { seed, entities, weeks: learn + pool + test };
  const kind = FOREIGN[data];
  return kind === 'zipf' ? simulateValues(size) : simulateForeignValues({ ...size, data: kind });
}
