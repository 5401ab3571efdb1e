import { shippedFeatures } from '../../../observe';
import { openElasticsearch } from '../../../store/elasticsearch/open';
import { TIMING } from '../session';
import { SharedLearner } from '../shared-learner';

/** One worker as a process of its own, until it is killed: `worker-process URL NAMESPACE NOW FEATURE,FEATURE`. Everything before NOW may be closed. */
async function main([url, namespace, now, wanted]: readonly string[]): Promise<void> {
  const clock = (): number => Number(now);
  const store = await openElasticsearch({ nodes: [url ?? ''], namespace: namespace ?? '', clock });
  const features = shippedFeatures().filter(({ id }) => wanted?.split(',').includes(id));
  // A third of what is shipped, so that a test sees several successions.
  const timing = { ...TIMING, beat: 1_000, ttl: 5_000, look: 500, tick: 5_000 };
  const learner = new SharedLearner({ store, features, clock, namespace: namespace ?? '' }, timing);
  learner.start(clock);
  process.once('SIGTERM', () => void learner.stop().then(() => process.exit(0)));
  process.stdout.write('started\n');
}

void main(process.argv.slice(2));
