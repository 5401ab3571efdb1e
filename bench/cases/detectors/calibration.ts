import { leastRatio, nullClaims, type NullClaim, type NullSizes } from '../../../pkg/score/testing/null-claims';
import type { Metric } from '../../metric';

const SEED = 11;
const COUNTS = { seed: SEED, entities: 1_000, learn: 8, pool: 8, test: 4 };
const VALUES = { seed: SEED, entities: 1_000, learn: 14, pool: 8, test: 6 };
/** Of amounts there is one in five hours: three times the entities, so that 60 claims of 1 in 10,000 are to be expected. */
const SIZES: NullSizes = { counts: COUNTS, values: VALUES, amounts: { ...VALUES, entities: 3_000 }, steps: { ...COUNTS, entities: 300 }, gauges: COUNTS };
/** Twice, or a half, of what was claimed. */
const GOAL = 2;

/**
 * How far claims after equalising are from what was found, on data in which nothing is wrong: at least four generators of families that are not the
 * detectors', levels 1 in 100, 1,000 and 10,000. The worst of the twelve, as a factor. The same in small and with its table: pkg/score/calibration.test.ts.
 */
export function calibration(): Metric[] {
  const worst = new Map<string, Worst>();
  for (const claim of nullClaims(SIZES)) take(worst, claim);
  return [...worst].map(([of, { factor, where }]) => ({
    metric: `${of}: claims after equalising, worst of all (${where})`,
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

/** None found of n expected counts as half a one. Too few is measured against what the detector can claim at all. */
function take(worst: Map<string, Worst>, { data, of, claimed }: NullClaim): void {
  for (const [level, ratio] of Object.entries(claimed.below)) {
    const found = Math.max(ratio, 0.5 / (claimed.hours * Number(level)));
    const factor = Math.max(found, (2 * leastRatio(claimed, Number(level))) / found);
    if (factor > (worst.get(of)?.factor ?? 0)) worst.set(of, { factor, where: `${found.toFixed(2)} for each claimed 1 in ${1 / Number(level)} on ${data}` });
  }
}
