import { buildProcess, crashRun } from '../testing/crash/run';

let file: string;
beforeAll(() => {
  file = buildProcess();
});

const KILLS = { double: 2, duckdb: 1, elasticsearch: 2 } as const;
const STORES = Object.keys(KILLS) as (keyof typeof KILLS)[];

/** Fifty of each: `npm run soak -- crash`. */
test.each(STORES.flatMap((store) => [1, 2, 3].map((seed) => [store, seed] as const)))(
  '%s: killed under load while it fails: nothing lost, nothing doubled (seed %d)',
  async (store, seed) => {
    const { sent, ...found } = await crashRun(file, { seed, store, kills: KILLS[store] });
    expect(found).toMatchObject({ lost: [], duplicated: [], strange: [], walBytes: 0, deadLettered: 0 });
    expect(sent).toBeGreaterThan(0);
  }
);
