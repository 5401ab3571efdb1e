import { runProgram } from '../detect/contract/run-program';
import { DETECTORS } from '../detect/registry';
import { leastRatio, type NullClaim, type NullSizes } from './testing/null-claims';

/**
 * What a score claims on data in which nothing is wrong, after equalising: of hours that claim to be one in N, there is one in N. Four generators of other
 * families than the detectors'; seed 7; printed. The same with many more hours: bench/cases/detectors.
 */
const SEED = 7;
const SIZES: NullSizes = {
  counts: { seed: SEED, entities: 200, learn: 6, pool: 8, test: 4 },
  values: { seed: SEED, entities: 300, learn: 10, pool: 6, test: 4 },
  amounts: { seed: SEED, entities: 150, learn: 14, pool: 10, test: 4 },
  steps: { seed: SEED, entities: 60, learn: 8, pool: 6, test: 4 },
  gauges: { seed: SEED, entities: 120, learn: 5, pool: 5, test: 3 },
};
const PROGRAM = `
  import { nullClaims } from './testing/null-claims';
  process.stdout.write(JSON.stringify(nullClaims(${JSON.stringify(SIZES)})));`;

/** It takes twenty seconds of an idle core. */
const SLOW_MACHINE = 1_200_000;
const CLAIMS: NullClaim[] = [];
beforeAll(() => {
  CLAIMS.push(...(runProgram(PROGRAM, __dirname) as NullClaim[]));
  const lines = CLAIMS.map(({ data, of, claimed: { hours, surprising, below } }) => {
    const shown = Object.values(below).map((ratio) => ratio.toFixed(2).padStart(6));
    return `  ${data.padEnd(18)} ${of.padEnd(22)}${shown.join('')}  (${hours} hours, ${(100 * surprising).toFixed(2)} % of them any surprise)`;
  });
  process.stdout.write(`hours found per hour claimed, after equalising (1 is calibrated), p < 0.01, 0.001, 0.0001\n${lines.join('\n')}\n`);
}, SLOW_MACHINE);

/**
 * Within a half and twice; where few were to be expected, two standard deviations of their number beyond that, which the bench with ten times the hours
 * does without. Windows of twelve hours that share eleven are one observation in twelve.
 */
function outsideOf({ of, claimed }: NullClaim): string[] {
  return Object.entries(claimed.below).flatMap(([level, ratio]) => {
    const claims = Number(level) * (of.endsWith('/multi-bucket') ? claimed.hours / 12 : claimed.hours);
    const chance = claims < 100 ? 2 / Math.sqrt(claims) : 0;
    const within = ratio >= leastRatio(claimed, Number(level)) - chance * Math.SQRT1_2 && ratio <= 2 + chance * Math.SQRT2;
    return within ? [] : [`${level}: ${ratio}`];
  });
}

test('every detector that there is, on at least four kinds of data', () => {
  for (const name of Object.keys(DETECTORS)) {
    const data = CLAIMS.filter(({ detector }) => detector === name).map((claim) => claim.data);
    expect([name, new Set(data).size >= 4]).toEqual([name, true]);
  }
});

test.each([...Object.keys(DETECTORS), 'the whole'])('%s claims what it finds', (name) => {
  const claims = CLAIMS.filter(({ detector = 'the whole' }) => detector === name);
  expect(claims.length).toBeGreaterThanOrEqual(4);
  expect(claims.flatMap((claim) => outsideOf(claim).map((ratio) => `${claim.data} ${claim.of} ${ratio}`))).toEqual([]);
});
