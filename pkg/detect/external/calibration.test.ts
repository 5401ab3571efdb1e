import { runProgram } from '../contract/run-program';

/**
 * A service whose p are far from what they say, on four kinds of data in which nothing is wrong: after the equaliser, of hours that claim to be one in N there
 * is one in N. The way they go in the engine: what is equalised was never in the sample. Seed 9; printed.
 */
const SIZES = { seed: 9, entities: 40, learn: 1, pool: 6, test: 5 };
const PROGRAM = `
  import { uncalibratedClaims } from './testing/uncalibrated';
  void uncalibratedClaims(${JSON.stringify(SIZES)}).then((claims) => process.stdout.write(JSON.stringify(claims)));`;

interface Claim {
  readonly data: string;
  readonly hours: number;
  /** Found for each that was claimed, by level. */
  readonly raw: Record<string, number>;
  readonly equalised: Record<string, number>;
}
let claims: readonly Claim[] = [];

beforeAll(() => {
  claims = runProgram(PROGRAM, __dirname) as Claim[];
  const shown = (ratios: Record<string, number>): string =>
    Object.values(ratios)
      .map((ratio) => ratio.toFixed(2).padStart(8))
      .join('');
  const lines = claims.map(({ data, hours, raw, equalised }) => `  ${data.padEnd(14)}${shown(raw)}  |${shown(equalised)}  (${hours} hours)`);
  process.stdout.write(`found per claimed at 0.01, 0.001, 0.0001: as the service says | after equalising\n${lines.join('\n')}\n`);
}, 300_000);

test('as it comes, its p is worth nothing: many times too many at 1 in 1,000, on each kind of data', () => {
  expect(claims).toHaveLength(4);
  for (const { raw } of claims) expect(raw['0.001']).toBeGreaterThan(5);
});

/** Within a half and twice; where few were to be expected, two standard deviations of their number beyond that. */
test.each(['0.01', '0.001', '0.0001'])('after equalising it claims what it finds, at %s', (level) => {
  const outside = claims.filter(({ hours, equalised }) => {
    const expected = Number(level) * hours;
    const chance = expected < 100 ? 2 / Math.sqrt(expected) : 0;
    const ratio = equalised[level]!;
    return ratio < 0.5 - chance * Math.SQRT1_2 || ratio > 2 + chance * Math.SQRT2;
  });
  expect(outside).toEqual([]);
});
