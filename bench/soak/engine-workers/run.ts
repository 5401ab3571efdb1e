import type { Check } from '../check';
import { passes } from '../passes';

const ROUNDS = 4;

/** The test of killed and paused engine workers, over ten days and 30 faults instead of a day and three, a seed a round, on a real Elasticsearch. A seed that finds something is named. */
export function run(rounds = ROUNDS): Promise<Check[]> {
  let failed = 0;
  for (let seed = 1; seed <= rounds; seed++) {
    if (passes('pkg/engine/workers/kills.test.ts', { HABITUS_SOAK: 'engine-workers', HABITUS_SOAK_SEED: String(seed) })) continue;
    failed++;
    process.stderr.write(`seed ${seed} failed\n`);
  }
  return Promise.resolve([{ check: `${rounds} runs of three workers, killed and paused: other than one engine gives`, value: failed, unit: 'runs', most: 0 }]);
}
