import { detectorNamed } from '../registry';
import {
  calibrationOf,
  logPsOfAmounts,
  logPsOfCounts,
  logPsOfValues,
  logsOfAmounts,
  NO_PEERS,
  peersOfCounts,
  peersOfValues,
  simulateAmounts,
  simulateCounts,
  simulateValues,
  type Calibration,
  type NullAmounts,
  type NullData,
} from './simulate';

/** Ten weeks of which five are learnt from, peers of the first four. */
const WEEKS = 10;
const LEARNT = 5;
const PEERS = 4 * 168;

export type Measured = readonly [data: string, detector: string, calibration: Calibration];

/** What detectors claim before equalising, on data in which nothing is wrong. */
export function rawCalibrations(seed: number, counts: readonly NullData[], amounts: readonly NullAmounts[]): Measured[] {
  return [...counts.flatMap((data) => ofCounts(data, seed)), ofValues(seed), ...amounts.map((data) => ofAmounts(data, seed))];
}

function ofCounts(data: NullData, seed: number): Measured[] {
  const entities = simulateCounts({ data, seed, entities: 120, weeks: WEEKS });
  const peers = peersOfCounts(entities, PEERS);
  return ['count-tail', 'multi-bucket', 'zscore', 'seasonal-zscore'].map((name) => {
    return [data, name, calibrationOf(logPsOfCounts(detectorNamed(name), entities, peers, LEARNT))];
  });
}

function ofValues(seed: number): Measured {
  const entities = simulateValues({ seed, entities: 200, weeks: WEEKS });
  return ['values', 'rarity', calibrationOf(logPsOfValues(detectorNamed('rarity'), entities, peersOfValues(entities, PEERS), LEARNT))];
}

function ofAmounts(data: NullAmounts, seed: number): Measured {
  const entities = simulateAmounts({ data, seed, entities: 120, weeks: WEEKS });
  const peers = { ...NO_PEERS, logs: logsOfAmounts(entities, PEERS) };
  return [data, 'value-tail', calibrationOf(logPsOfAmounts(detectorNamed('value-tail'), entities, peers, LEARNT))];
}
