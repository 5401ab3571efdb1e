import { runProgram } from '../detect/contract/run-program';
import type { Claimed } from './testing/null-run';
import { FOREIGN, FOREIGN_AMOUNTS, FOREIGN_GAUGES, FOREIGN_STEPS } from './testing/null-tracks';

/**
 * What a score claims on data in which nothing is wrong, after equalising: of hours that claim to be one in N, there is one in N. Four generators of other
 * families than the detectors'; seed 7; printed. The same with many more hours: bench/cases/detectors.
 */
const SEED = 7;
const COUNTS = { seed: SEED, entities: 200, learn: 6, pool: 8, test: 4 };
const VALUES = { seed: SEED, entities: 300, learn: 10, pool: 6, test: 4 };
const AMOUNTS = { seed: SEED, entities: 150, learn: 14, pool: 10, test: 4 };
const GAUGES = { seed: SEED, entities: 120, learn: 5, pool: 5, test: 3 };
const STEPS = { seed: SEED, entities: 60, learn: 8, pool: 6, test: 4 };
const PROGRAM = `
  import { nullRun } from './testing/null-run';
  import { FOREIGN, FOREIGN_AMOUNTS, FOREIGN_GAUGES, FOREIGN_STEPS, amountTrack, gaugeTrack, nullTracks, rarityTrack, sequenceTrack, silenceTrack, travelTrack } from './testing/null-tracks';
  const claims = Object.keys(FOREIGN).map((data) => {
    const counts = { ...${JSON.stringify(COUNTS)}, data };
    const values = { ...${JSON.stringify(VALUES)}, data };
    const rarity = nullRun([rarityTrack(values)], values.entities, values).get('place/rarity');
    const sent = nullRun([silenceTrack(counts)], counts.entities, counts).get('sent/silence');
    const travel = nullRun([travelTrack(values)], values.entities, values).get('travel/travel');
    return [data, [...nullRun(nullTracks(counts), counts.entities, counts), ['place/rarity', rarity], ['sent/silence', sent], ['travel/travel', travel]]];
  });
  const amounts = ${JSON.stringify(AMOUNTS)};
  for (const data of FOREIGN_AMOUNTS) {
    const claimed = nullRun([amountTrack(data, amounts)], amounts.entities, amounts).get('amount/value-tail');
    claims.push([data + ' amounts', [['amount/value-tail', claimed]]]);
  }
  const steps = ${JSON.stringify(STEPS)};
  for (const data of FOREIGN_STEPS) {
    const claimed = nullRun([sequenceTrack(data, steps)], steps.entities, steps).get('steps/sequence');
    claims.push([data + ' steps', [['steps/sequence', claimed]]]);
  }
  const gauges = ${JSON.stringify(GAUGES)};
  for (const data of FOREIGN_GAUGES) {
    const claimed = nullRun([gaugeTrack(data, gauges)], gauges.entities, gauges).get('gauge/shape');
    claims.push([data + ' gauges', [['gauge/shape', claimed]]]);
  }
  process.stdout.write(JSON.stringify(claims));`;

type Claims = Record<string, readonly (readonly [of: string, claimed: Claimed])[]>;

/** It takes twenty seconds of an idle core. */
const SLOW_MACHINE = 600_000;
const OF: Claims = {};
beforeAll(() => {
  Object.assign(OF, Object.fromEntries(runProgram(PROGRAM, __dirname) as [string, Claims[string]][]));
  const lines = Object.entries(OF).flatMap(([data, list]) =>
    list.map(([of, { hours, below }]) => {
      const shown = Object.values(below).map((ratio) => ratio.toFixed(2).padStart(6));
      return `  ${data.padEnd(18)} ${of.padEnd(22)}${shown.join('')}  (${hours} hours)`;
    })
  );
  process.stdout.write(`hours found per hour claimed, after equalising (1 is calibrated), p < 0.01, 0.001, 0.0001\n${lines.join('\n')}\n`);
}, SLOW_MACHINE);

/**
 * Within a half and twice; where few were to be expected, two standard deviations of their number beyond that, which the bench with ten times the hours
 * does without. Windows of twelve hours that share eleven are one observation in twelve.
 */
function expectCalibrated(of: string, { hours, below }: Claimed): void {
  for (const [level, ratio] of Object.entries(below)) {
    // Where fewer sights than one in a hundred are jumps, none can claim to be one in a hundred.
    if (of === 'travel/travel' && level === '0.01' && ratio < 1) continue;
    const claims = Number(level) * (of.endsWith('/multi-bucket') ? hours / 12 : hours);
    const chance = claims < 100 ? 2 / Math.sqrt(claims) : 0;
    const within = ratio >= 0.5 - chance * Math.SQRT1_2 && ratio <= 2 + chance * Math.SQRT2;
    expect([of, level, ratio, within]).toEqual([of, level, ratio, true]);
  }
}

test.each(Object.keys(FOREIGN))('on %s data every detector and the whole claim what they find', (data) => {
  const claimed = new Map(OF[data]);
  expect([...claimed.keys()]).toEqual(
    expect.arrayContaining([
      'all/count-tail',
      'all/zscore',
      'all/seasonal-zscore',
      'failed/count-tail',
      'place/rarity',
      'sent/silence',
      'travel/travel',
      'combined',
    ])
  );
  for (const [of, shares] of claimed) expectCalibrated(of, shares);
});

test.each(FOREIGN_AMOUNTS)('on %s amounts value-tail claims what it finds', (data) => {
  const [claimed] = OF[`${data} amounts`]!;
  expectCalibrated(...claimed!);
});

test.each(FOREIGN_GAUGES)('on %s gauges shape claims what it finds', (data) => {
  const [claimed] = OF[`${data} gauges`]!;
  expectCalibrated(...claimed!);
});

test.each(FOREIGN_STEPS)('on %s steps sequence claims what it finds', (data) => {
  const [claimed] = OF[`${data} steps`]!;
  expectCalibrated(...claimed!);
});
