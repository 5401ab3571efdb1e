import { runProgram } from '../detect/contract/run-program';
import type { Age, NewcomerClaims } from './testing/newcomers';

/** Six weeks of four generators that are not the detectors' family; two thirds of the entities join later. Seed 7. */
const DATA = ['organisation', 'sessions', 'pareto', 'drifting'] as const;
const SIZE = { seed: 7, entities: 240, weeks: 6 };
const OF = new Map<string, Record<Age, NewcomerClaims>>();

beforeAll(() => {
  const program = `
    import { newcomerClaims } from './testing/newcomers';
    process.stdout.write(JSON.stringify(${JSON.stringify(DATA)}.map((data) => newcomerClaims({ ...${JSON.stringify(SIZE)}, data }))));`;
  (runProgram(program, __dirname) as Record<Age, NewcomerClaims>[]).forEach((claims, at) => OF.set(DATA[at]!, claims));
  const lines = [...OF].flatMap(([data, claims]) =>
    Object.entries(claims).map(([age, { hours, below, borrowed }]) => {
      const ratios = Object.values(below).map((ratio) => ratio.toFixed(2).padStart(6));
      return `  ${data.padEnd(14)}${age.padEnd(14)}${ratios.join('')}  ${Math.round(100 * borrowed)} % borrowed  (${hours} hours)`;
    })
  );
  process.stdout.write(`newcomers: hours found per hour claimed, p < 0.01, 0.001\n${lines.join('\n')}\n`);
}, 120_000);

/** Within a half and twice, and two standard deviations more where few were to be expected. */
function outside({ hours, below }: NewcomerClaims): string[] {
  return Object.entries(below).flatMap(([level, ratio]) => {
    const claims = Number(level) * hours;
    const chance = claims < 100 ? 2 / Math.sqrt(claims) : 0;
    return ratio >= 0.5 - chance * Math.SQRT1_2 && ratio <= 2 + chance * Math.SQRT2 ? [] : [`${level}: ${ratio}`];
  });
}

test.each(DATA)('on %s newcomers in whom nothing is wrong claim what they find, in their first week and after', (data) => {
  for (const age of ['first week', 'second week', 'from then on'] as const) expect([age, outside(OF.get(data)![age])]).toEqual([age, []]);
});

/** Known: how far members stand apart is not part of what a newcomer is held against, so up to one hour in 300 of a first day claims one in a thousand. */
test.each(DATA)('on %s their first day is neither silent nor noisy: true at one in a hundred, at most four times too many at one in a thousand', (data) => {
  const claims = OF.get(data)!['first day'];
  expect(outside(claims).filter((one) => one.startsWith('0.01:'))).toEqual([]);
  expect(claims.below['0.001']).toBeLessThan(4.5);
});

test.each(DATA)('on %s all is borrowed in the first week, and less from week to week', (data) => {
  const claims = OF.get(data)!;
  expect(claims['first week'].borrowed).toBeGreaterThan(0.95);
  expect(claims['second week'].borrowed).toBeLessThan(claims['first week'].borrowed);
  expect(claims['from then on'].borrowed).toBeLessThan(claims['second week'].borrowed);
});
