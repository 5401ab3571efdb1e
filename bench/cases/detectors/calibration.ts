import { nullRun, type Claimed } from '../../../pkg/score/testing/null-run';
import {
  amountTrack,
  FOREIGN,
  FOREIGN_AMOUNTS,
  FOREIGN_GAUGES,
  FOREIGN_STEPS,
  gaugeTrack,
  nullTracks,
  silenceTrack,
  travelTrack,
  rarityTrack,
  sequenceTrack,
  type Foreign,
} from '../../../pkg/score/testing/null-tracks';
import type { Metric } from '../../metric';

const SEED = 11;
const COUNTS = { seed: SEED, entities: 1_000, learn: 8, pool: 8, test: 4 };
const VALUES = { seed: SEED, entities: 1_000, learn: 14, pool: 8, test: 6 };
/** Twice, or a half, of what was claimed. */
const GOAL = 2;

/**
 * How far claims after equalising are from what was found, on data in which nothing is wrong: four generators of families that are not the detectors',
 * levels 1 in 100, 1,000 and 10,000. The worst of the twelve, as a factor. The same in small and with its table: pkg/score/calibration.test.ts.
 */
export function calibration(): Metric[] {
  const worst = new Map<string, Worst>();
  for (const [data, of, claimed] of claims()) take(worst, data, of, claimed);
  return [...worst].map(([of, { factor, where }]) => ({
    metric: `${of}: claims after equalising, worst of 12 (${where})`,
    value: factor,
    unit: 'times too many or too few',
    goal: GOAL,
    met: factor <= GOAL,
    cores: 1,
    seed: SEED,
  }));
}

interface Worst {
  readonly factor: number;
  readonly where: string;
}

function* claims(): Generator<readonly [data: string, of: string, claimed: Claimed]> {
  for (const data of Object.keys(FOREIGN) as Foreign[]) {
    const size = { ...COUNTS, data };
    for (const [of, claimed] of nullRun(nullTracks(size), size.entities, size)) if (of !== 'place/rarity') yield [data, of, claimed];
    yield [FOREIGN[data], 'rarity', nullRun([rarityTrack({ ...VALUES, data })], VALUES.entities, VALUES).get('place/rarity')!];
  }
  for (const data of Object.keys(FOREIGN) as Foreign[]) {
    yield [data, 'travel', nullRun([travelTrack({ ...VALUES, data })], VALUES.entities, VALUES).get('travel/travel')!];
    yield [data, 'silence', nullRun([silenceTrack({ ...COUNTS, data })], COUNTS.entities, COUNTS).get('sent/silence')!];
  }
  const steps = { ...COUNTS, entities: 300 };
  for (const data of FOREIGN_STEPS) yield [data, 'sequence', nullRun([sequenceTrack(data, steps)], steps.entities, steps).get('steps/sequence')!];
  for (const data of FOREIGN_GAUGES) yield [data, 'shape on gauges', nullRun([gaugeTrack(data, COUNTS)], COUNTS.entities, COUNTS).get('gauge/shape')!];
  for (const data of FOREIGN_AMOUNTS) yield [data, 'value-tail', nullRun([amountTrack(data, VALUES)], VALUES.entities, VALUES).get('amount/value-tail')!];
}

/** None found of n expected counts as half a one. */
function take(worst: Map<string, Worst>, data: string, of: string, { hours, below }: Claimed): void {
  for (const [level, ratio] of Object.entries(below)) {
    const found = Math.max(ratio, 0.5 / (hours * Number(level)));
    const factor = Math.max(found, 1 / found);
    if (factor > (worst.get(of)?.factor ?? 0)) worst.set(of, { factor, where: `${found.toFixed(2)} for each claimed 1 in ${1 / Number(level)} on ${data}` });
  }
}
