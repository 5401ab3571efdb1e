import { createInterface } from 'node:readline';
import { features } from '../../cases/engine/population';
import { cpuSeconds } from '../../scratch';
import { openElasticsearch } from '../../../pkg/store/elasticsearch/open';
import { SharedLearner } from '../../../pkg/engine/workers/shared-learner';

/** What the process prints when it has learnt up to a time, in one line of JSON. */
export interface Told {
  /** The most that the process ever had in memory, in MB. */
  readonly peak: number;
  readonly seconds: number;
  /** Of this process, for what it learnt since the line before. */
  readonly cpuSeconds: number;
  readonly entities: number;
  readonly buckets: number;
}

/**
 * One engine as a process of its own, that stays: learns up to each of the times given, one by one, and says what it took. Waits before each but the first
 * until it is told to go on. @param memory MB for what is learnt
 */
async function work(url: string, namespace: string, memory: number, times: readonly number[]): Promise<void> {
  let now = times[0]!;
  const clock = (): number => now;
  const store = await openElasticsearch({ nodes: [url], namespace, clock });
  const learner = new SharedLearner({ store, features: features(8), clock, namespace, memory: memory * 1024 * 1024 });
  const goOn = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
  // Nothing is behind this watermark: only what is asked for is closed, and the engine keeps what it holds in between.
  learner.start(() => 0);
  try {
    for (now of times) {
      if (now !== times[0]) await goOn.next();
      const before = cpuSeconds();
      const { seconds, entities, buckets } = await learner.backfill({ until: now });
      const told: Told = { peak: process.resourceUsage().maxRSS / 1_024, seconds, cpuSeconds: cpuSeconds() - before, entities, buckets };
      process.stdout.write(`${JSON.stringify(told)}\n`);
    }
  } finally {
    process.exit(0);
  }
}

const [url = '', namespace = '', memory, times = ''] = process.argv.slice(2);
void work(url, namespace, Number(memory), times.split(',').map(Number));
