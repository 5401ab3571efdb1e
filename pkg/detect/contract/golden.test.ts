import { HOUR, type Observation } from '../../model';
import type { Detector, Peers } from '../detector';
import { detectorNamed } from '../registry';
import {
  amountAt,
  contextAt,
  countAt,
  logsOfAmounts,
  MONDAY,
  NO_PEERS,
  peersOfCounts,
  peersOfValues,
  simulateAmounts,
  simulateCounts,
  simulateValues,
  valuesAt,
} from './simulate';

/**
 * The scores of each detector as they were: whoever makes one faster changes none of them. Twelve entities, three weeks, seed 3; every 41st hour of each
 * is kept, and the sum of all of them. A change that is meant raises the detector's version.
 */
const SIZE = { seed: 3, entities: 12, weeks: 3 };
const KEPT_EVERY = 41;
const figures = (x: number): number => Number(x.toPrecision(9));

function lives(detector: Detector<unknown>): { readonly peers: Peers; readonly at: (entity: number, hour: number) => Observation | undefined } {
  if (detector.meta.judges.includes('single') && !detector.meta.judges.includes('count')) {
    const entities = simulateAmounts({ ...SIZE, data: 'log-normal' });
    const at = (entity: number, hour: number): Observation | undefined => {
      const met = entities[entity]!.hours[hour];
      return met === undefined ? undefined : amountAt(MONDAY + hour * HOUR, met);
    };
    return { peers: { ...NO_PEERS, logs: logsOfAmounts(entities, 336) }, at };
  }
  if (!detector.meta.judges.includes('values')) {
    const entities = simulateCounts({ ...SIZE, data: 'organisation' });
    return { peers: peersOfCounts(entities, 336), at: (entity, hour) => countAt(MONDAY + hour * HOUR, entities[entity]!.counts[hour]!) };
  }
  const entities = simulateValues(SIZE);
  const at = (entity: number, hour: number): Observation | undefined => {
    const met = entities[entity]!.hours[hour];
    return met && valuesAt(MONDAY + hour * HOUR, met);
  };
  return { peers: peersOfValues(entities, 336), at };
}

test.each(['count-tail', 'multi-bucket', 'rarity', 'seasonal-zscore', 'value-tail', 'zscore'])('%s scores as it did', (name) => {
  const detector = detectorNamed(name);
  const { peers, at } = lives(detector);
  const block = detector.blocks.empty(SIZE.entities);
  const kept: number[][] = [];
  let sum = 0;
  for (let entity = 0; entity < SIZE.entities; entity++) {
    const state = block.at(block.add());
    for (let hour = 0; hour < SIZE.weeks * 168; hour++) {
      const obs = at(entity, hour);
      if (obs === undefined) continue;
      const ctx = contextAt(obs.start, { peers });
      const finding = detector.score(state, obs, ctx);
      detector.learn(state, obs, finding, ctx);
      sum += finding.logP;
      if ((hour + entity) % KEPT_EVERY === 0) kept.push([hour, finding.logP, finding.expected, ...finding.interval].map(figures));
    }
  }
  expect(kept.length).toBeGreaterThan(20);
  expect({ sum: figures(sum), kept: kept.map((row) => row.join(' ')) }).toMatchSnapshot();
});
