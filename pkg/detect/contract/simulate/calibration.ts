import { HOUR, type Observation } from '../../../model';
import type { Detector, Peers } from '../../detector';
import { amountAt, type SimulatedAmounts } from './amounts';
import { contextAt, countAt, MONDAY, valuesAt } from './context';
import type { SimulatedValues } from './null-values';
import type { SimulatedEntity } from './organisation';

/** Of the hours that claimed p below a level, how many there were for each that should have been. 1 is calibrated, 100 cries wolf. */
export interface Calibration {
  readonly hours: number;
  readonly ratios: Readonly<Record<'0.01' | '0.001' | '0.0001', number>>;
}

export function calibrationOf(logPs: Float64Array): Calibration {
  const ratio = (p: number): number => logPs.filter((logP) => logP < Math.log(p)).length / (p * logPs.length);
  return { hours: logPs.length, ratios: { '0.01': ratio(0.01), '0.001': ratio(0.001), '0.0001': ratio(0.0001) } };
}

/** Scores and learns each entity in order; returns log p of every scored hour from `learnWeeks` on. */
export function logPsOfCounts(detector: Detector<unknown>, entities: readonly SimulatedEntity[], peers: Peers, learnWeeks: number): Float64Array {
  return logPsOf(
    detector,
    entities.map(
      ({ counts }) =>
        (h: number) =>
          h < counts.length ? countAt(MONDAY + h * HOUR, counts[h]!) : undefined
    ),
    entities[0]!.counts.length,
    peers,
    learnWeeks
  );
}

/** The same for values; hours without any are passed. */
export function logPsOfValues(detector: Detector<unknown>, entities: readonly SimulatedValues[], peers: Peers, learnWeeks: number): Float64Array {
  const at = entities.map(
    ({ hours }) =>
      (h: number) =>
        hours[h] === undefined ? undefined : valuesAt(MONDAY + h * HOUR, hours[h])
  );
  return logPsOf(detector, at, entities[0]!.hours.length, peers, learnWeeks);
}

/** The same for single values. */
export function logPsOfAmounts(detector: Detector<unknown>, entities: readonly SimulatedAmounts[], peers: Peers, learnWeeks: number): Float64Array {
  const at = entities.map(
    ({ hours }) =>
      (h: number) =>
        hours[h] === undefined ? undefined : amountAt(MONDAY + h * HOUR, hours[h])
  );
  return logPsOf(detector, at, entities[0]!.hours.length, peers, learnWeeks);
}

function logPsOf(
  detector: Detector<unknown>,
  entities: readonly ((hour: number) => Observation | undefined)[],
  hours: number,
  peers: Peers,
  learnWeeks: number
): Float64Array {
  const block = detector.blocks.empty(entities.length);
  const out: number[] = [];
  const contexts = Array.from({ length: hours }, (_, h) => contextAt(MONDAY + h * HOUR, { peers }));
  for (const at of entities) {
    const state = block.at(block.add());
    for (let h = 0; h < hours; h++) {
      const obs = at(h);
      if (obs === undefined) continue;
      const finding = detector.score(state, obs, contexts[h]!);
      if (h >= learnWeeks * 168) out.push(finding.logP);
      detector.learn(state, obs, finding, contexts[h]!);
    }
  }
  return Float64Array.from(out);
}
