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
  simulateSteps,
  simulateValues,
  valuesAt,
} from '../../../pkg/detect/contract/simulate';
import type { Context, Detector } from '../../../pkg/detect/detector';
import { DETECTORS } from '../../../pkg/detect/registry';
import { HOUR, type Observation } from '../../../pkg/model';
import type { Metric } from '../../metric';

const SEED = 7;
const ENTITIES = 2_000;
const WEEKS = 2;

/** Microseconds: those of statistics.md's prototype of count-tail, for each. */
const MICROS = 1.65;
/** Bytes, where not those of that prototype. multi-bucket: its, and the prototype's window. */
const BYTES: Readonly<Record<string, number>> = {
  'multi-bucket': 785 + 89,
  peer: 24,
  'seasonal-zscore': 1_800,
  sequence: 6_000,
  shape: 1_300,
  'value-tail': 48,
  zscore: 32,
};
const PROTOTYPE_BYTES = 785;

/** Microseconds of processor time to score and learn one bucket, hour by hour over all entities (so that each state comes from memory), and bytes a state. */
export function speed(): Metric[] {
  const counts = simulateCounts({ data: 'organisation', seed: SEED, entities: ENTITIES, weeks: WEEKS });
  const values = simulateValues({ seed: SEED, entities: ENTITIES, weeks: WEEKS });
  const amounts = simulateAmounts({ data: 'log-normal', seed: SEED, entities: ENTITIES, weeks: WEEKS });
  const ofCounts = counts.map((entity) => Array.from(entity.counts, (count, h) => countAt(MONDAY + h * HOUR, count)));
  const ofValues = values.map((entity) => entity.hours.map((met, h) => (met === undefined ? undefined : valuesAt(MONDAY + h * HOUR, met))));
  const ofAmounts = amounts.map(({ hours }) => hours.map((met, h) => (met === undefined ? undefined : amountAt(MONDAY + h * HOUR, met))));
  const ofPlaces = values.map((entity) =>
    entity.hours.map((met, h) =>
      met === undefined ? undefined : valuesAt(MONDAY + h * HOUR, new Map([...met].map(([value, n]) => [`${value.length}.5,${n}.5`, n])))
    )
  );
  const ofSteps = simulateSteps({ data: 'subjects', seed: SEED, entities: ENTITIES / 10, weeks: WEEKS }).map((at) =>
    Array.from({ length: WEEKS * 168 }, (_, h) => at(MONDAY + h * HOUR, h))
  );
  const peers = {
    counts: peersOfCounts(counts, WEEKS * 168),
    values: peersOfValues(values, WEEKS * 168),
    places: peersOfValues(values, WEEKS * 168),
    steps: NO_PEERS,
    amounts: { ...NO_PEERS, logs: logsOfAmounts(amounts, WEEKS * 168) },
  };
  const own = Object.entries(DETECTORS).filter(([, { meta }]) => meta.asked !== true);
  return own.flatMap(([name, detector]) => {
    const kind = kindOf(detector);
    const contexts = Array.from({ length: WEEKS * 168 }, (_, h) => contextAt(MONDAY + h * HOUR, { peers: peers[kind] }));
    const { micros, bytes } = timed(detector, { counts: ofCounts, values: ofValues, amounts: ofAmounts, places: ofPlaces, steps: ofSteps }[kind], contexts);
    const most = BYTES[name] ?? PROTOTYPE_BYTES;
    return [
      { metric: `${name}: score and learn a bucket`, value: micros, unit: 'microseconds', goal: MICROS, met: micros <= MICROS, cores: 1, seed: SEED },
      { metric: `${name}: state`, value: bytes, unit: 'bytes', goal: most, met: bytes <= most, cores: 1, seed: SEED },
    ];
  });
}

function kindOf({ meta: { name, judges } }: Detector<unknown>): 'counts' | 'values' | 'amounts' | 'places' | 'steps' {
  if (name === 'travel') return 'places';
  if (judges.includes('ordered')) return 'steps';
  if (judges.includes('count')) return 'counts';
  return judges.includes('values') ? 'values' : 'amounts';
}

function timed(
  detector: Detector<unknown>,
  entities: readonly (readonly (Observation | undefined)[])[],
  contexts: readonly Context[]
): { readonly micros: number; readonly bytes: number } {
  const block = detector.blocks.empty(entities.length);
  for (let i = 0; i < entities.length; i++) block.add();
  let buckets = 0;
  const begun = process.cpuUsage();
  for (const [h, ctx] of contexts.entries()) {
    for (let i = 0; i < entities.length; i++) {
      const obs = entities[i]![h];
      if (obs === undefined) continue;
      const state = block.at(i);
      detector.learn(state, obs, detector.score(state, obs, ctx), ctx);
      buckets++;
    }
  }
  return { micros: process.cpuUsage(begun).user / buckets, bytes: block.bytes() / block.count };
}
