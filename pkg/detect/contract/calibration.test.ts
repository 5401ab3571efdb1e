import type { Measured } from './raw-calibration';
import { runProgram } from './run-program';
import { NULL_AMOUNTS, NULL_DATA, simulateCounts, simulateValues, type Calibration } from './simulate';

/**
 * Raw calibration on data in which nothing is wrong: what the equaliser is given to mend. Printed, and held within bounds that a broken
 * detector leaves. 120 entities, ten weeks of which five are learnt from, peers of the first four: seed 7.
 */
const SEED = 7;
const COUNTS = Object.keys(NULL_DATA);
const AMOUNTS = Object.keys(NULL_AMOUNTS);
const PROGRAM = `
  import { rawCalibrations } from './raw-calibration';
  process.stdout.write(JSON.stringify(rawCalibrations(${SEED}, ${JSON.stringify(COUNTS)}, ${JSON.stringify(AMOUNTS)})));`;

let measured: readonly Measured[] = [];
beforeAll(() => {
  measured = runProgram(PROGRAM, __dirname) as Measured[];
  const lines = measured.map(([data, name, { hours, ratios }]) => {
    const shown = Object.entries(ratios).map(([p, ratio]) => `p<${p}: ${ratio.toFixed(2)}`);
    return `  ${data.padEnd(18)} ${name.padEnd(16)} ${shown.join('  ')}  (${hours} hours)`;
  });
  process.stdout.write(`hours found per hour claimed, before equalising (1 is calibrated)\n${lines.join('\n')}\n`);
});

function ratiosOf(data: string, name: string): Calibration['ratios'] {
  return measured.find(([of, by]) => of === data && by === name)![2].ratios;
}

describe.each(COUNTS)('on %s data', (data) => {
  test.each(['count-tail', 'multi-bucket'])('%s: near the truth at 1 in 100, within six at 1 in 1,000', (name) => {
    const ratios = ratiosOf(data, name);
    expect(ratios['0.01']).toBeGreaterThan(0.4);
    expect(ratios['0.01']).toBeLessThan(2.2);
    expect(ratios['0.001']).toBeGreaterThan(0.2);
    expect(ratios['0.001']).toBeLessThan(6);
  });

  test.each(['zscore', 'seasonal-zscore'])('%s cries wolf: that is why it is equalised', (name) => {
    const ratios = ratiosOf(data, name);
    expect(ratios['0.01']).toBeGreaterThan(1);
    expect(ratios['0.01']).toBeLessThan(12);
    expect(ratios['0.001']).toBeGreaterThan(4);
    expect(ratios['0.001']).toBeLessThan(80);
  });
});

test('rarity on careful users, explorers and services: never far above what it claims', () => {
  const ratios = ratiosOf('values', 'rarity');
  expect(ratios['0.01']).toBeGreaterThan(0.3);
  expect(ratios['0.01']).toBeLessThan(2);
  expect(ratios['0.001']).toBeLessThan(4);
});

test.each(AMOUNTS)('value-tail on %s amounts: shy where tails are thin, within twelve where they are heavy', (data) => {
  const ratios = ratiosOf(data, 'value-tail');
  const heavy = data === 'two-kinds' || data === 'pareto';
  expect(ratios['0.01']).toBeLessThan(heavy ? 7 : 1);
  expect(ratios['0.001']).toBeLessThan(heavy ? 12 : 1);
});

test('the same seed gives the same data, another seed other data', () => {
  const once = simulateCounts({ data: 'organisation', seed: 1, entities: 5, weeks: 1 });
  expect(simulateCounts({ data: 'organisation', seed: 1, entities: 5, weeks: 1 })).toEqual(once);
  expect(simulateCounts({ data: 'organisation', seed: 2, entities: 5, weeks: 1 })).not.toEqual(once);
  expect(simulateValues({ seed: 1, entities: 3, weeks: 1 })).toEqual(simulateValues({ seed: 1, entities: 3, weeks: 1 }));
});
