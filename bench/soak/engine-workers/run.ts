import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { Check } from '../check';

const ROUNDS = 5;

/** The test of killed and paused engine workers, over four weeks instead of two days, a seed a round, on a real Elasticsearch. A seed that finds something is named. */
export function run(rounds = ROUNDS): Promise<Check[]> {
  const jest = join(process.cwd(), 'node_modules', '.bin', 'jest');
  let failed = 0;
  for (let seed = 1; seed <= rounds; seed++) {
    const env = { ...process.env, CI: 'true', HABITUS_SOAK: 'engine-workers', HABITUS_SOAK_SEED: String(seed) };
    const done = spawnSync(jest, ['pkg/engine/workers/kills.test.ts'], { stdio: ['ignore', 'ignore', 'inherit'], env });
    if (done.status === 0) continue;
    failed++;
    process.stderr.write(`seed ${seed} failed\n`);
  }
  return Promise.resolve([{ check: `${rounds} runs of three workers, killed and paused: other than one engine gives`, value: failed, unit: 'runs', most: 0 }]);
}
