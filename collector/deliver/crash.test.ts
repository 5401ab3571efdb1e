import { buildProcess, crashRun } from '../testing/crash/run';

let file: string;
beforeAll(() => {
  file = buildProcess();
});

/** Fifty of each: `npm run soak -- crash`. */
test.each([1, 2, 3, 4, 5])('killed under load with a store that fails: nothing lost, nothing doubled (seed %d)', async (seed) => {
  const runs = [await crashRun(file, { seed, store: 'double', kills: 2 }), await crashRun(file, { seed, store: 'duckdb', kills: 1 })];
  for (const { sent, ...found } of runs) {
    expect(found).toMatchObject({ lost: [], duplicated: [], strange: [], walBytes: 0, deadLettered: 0 });
    expect(sent).toBeGreaterThan(20);
  }
});
