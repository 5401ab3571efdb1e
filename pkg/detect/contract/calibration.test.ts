import type { Peers } from '../detector';
import { detectorNamed } from '../registry';
import {
  calibrationOf,
  logPsOfCounts,
  logPsOfValues,
  NULL_DATA,
  peersOfCounts,
  peersOfValues,
  simulateCounts,
  simulateValues,
  type Calibration,
  type NullData,
} from './simulate';

/**
 * Raw calibration on data in which nothing is wrong: what the equaliser is given to mend. Printed, and held within bounds that a broken
 * detector leaves. 120 entities, ten weeks of which five are learnt from, peers of the first four: seed 7.
 */
const SEED = 7;
const MEASURED: [string, string, Calibration][] = [];

function measure(data: NullData, name: string): Calibration {
  const entities = simulateCounts({ data, seed: SEED, entities: 120, weeks: 10 });
  const peers: Peers = peersOfCounts(entities, 4 * 168);
  const calibration = calibrationOf(logPsOfCounts(detectorNamed(name), entities, peers, 5));
  MEASURED.push([data, name, calibration]);
  return calibration;
}

afterAll(() => {
  const lines = MEASURED.map(([data, name, { hours, ratios }]) => {
    const shown = Object.entries(ratios).map(([p, ratio]) => `p<${p}: ${ratio.toFixed(2)}`);
    return `  ${data.padEnd(18)} ${name.padEnd(16)} ${shown.join('  ')}  (${hours} hours)`;
  });
  process.stdout.write(`hours found per hour claimed, before equalising (1 is calibrated)\n${lines.join('\n')}\n`);
});

describe.each(Object.keys(NULL_DATA) as NullData[])('on %s data', (data) => {
  test('count-tail: near the truth at 1 in 100, within six at 1 in 1,000', () => {
    const { ratios } = measure(data, 'count-tail');
    expect(ratios['0.01']).toBeGreaterThan(0.4);
    expect(ratios['0.01']).toBeLessThan(2.2);
    expect(ratios['0.001']).toBeGreaterThan(0.2);
    expect(ratios['0.001']).toBeLessThan(6);
  });

  test('multi-bucket: near the truth at 1 in 100, within six at 1 in 1,000', () => {
    const { ratios } = measure(data, 'multi-bucket');
    expect(ratios['0.01']).toBeGreaterThan(0.4);
    expect(ratios['0.01']).toBeLessThan(2.2);
    expect(ratios['0.001']).toBeLessThan(6);
  });

  test.each(['zscore', 'seasonal-zscore'])('%s cries wolf: that is why it is equalised', (name) => {
    const { ratios } = measure(data, name);
    expect(ratios['0.01']).toBeGreaterThan(1);
    expect(ratios['0.01']).toBeLessThan(12);
    expect(ratios['0.001']).toBeGreaterThan(4);
    expect(ratios['0.001']).toBeLessThan(80);
  });
});

test('rarity on careful users, explorers and services: never far above what it claims', () => {
  const entities = simulateValues({ seed: SEED, entities: 200, weeks: 10 });
  const calibration = calibrationOf(logPsOfValues(detectorNamed('rarity'), entities, peersOfValues(entities, 4 * 168), 5));
  MEASURED.push(['values' as NullData, 'rarity', calibration]);
  expect(calibration.ratios['0.01']).toBeGreaterThan(0.3);
  expect(calibration.ratios['0.01']).toBeLessThan(2);
  expect(calibration.ratios['0.001']).toBeLessThan(4);
});

test('the same seed gives the same data, another seed other data', () => {
  const once = simulateCounts({ data: 'organisation', seed: 1, entities: 5, weeks: 1 });
  expect(simulateCounts({ data: 'organisation', seed: 1, entities: 5, weeks: 1 })).toEqual(once);
  expect(simulateCounts({ data: 'organisation', seed: 2, entities: 5, weeks: 1 })).not.toEqual(once);
  expect(simulateValues({ seed: 1, entities: 3, weeks: 1 })).toEqual(simulateValues({ seed: 1, entities: 3, weeks: 1 }));
});
