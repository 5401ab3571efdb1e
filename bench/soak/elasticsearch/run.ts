import type { Check } from '../check';
import { passes } from '../passes';

/** What `npm test` has no time for on a real Elasticsearch: every fault on the whole way, from sender to case, and every suite of collector and engine with the cluster in place of DuckDB. */
const SUITES = ['pkg/owner/faults-on-elasticsearch', 'pkg/owner/rooms-on-elasticsearch'];

export function run(rounds = 1): Promise<Check[]> {
  const checks = SUITES.map((suite) => {
    let failed = 0;
    for (let round = 1; round <= rounds; round++) if (!passes(suite, { HABITUS_SUITES: 'soak' })) failed++;
    return { check: `${suite}, ${rounds} times`, value: failed, unit: 'runs that failed', most: 0 };
  });
  return Promise.resolve(checks);
}
