import type { Client, estypes } from '@elastic/elasticsearch';
import { seededRandom } from '../../../pkg/maths';
import { HOUR } from '../../../pkg/model';
import { cpuSecondsOf } from './server-process';

const ENTITIES = 100_000;
const EVENTS = 200_000;
const INDEX = 'habitus.events-grouping-000001';
const FROM = Date.UTC(2026, 0, 5);
const USER = 'habitus.entity.actor.user';
const ROUNDS = 5;
/** As `groups` asks, and what a cluster gives of terms at most. */
const PAGE = 10_000;
const PARTITIONS = 10;
const MOST_OF_PARTITION = 20_000;

type Way = 'composite' | 'partitions';

/** CPU seconds of the server for the counts of an hour by entity, 100,000 known and most of them active, in the two ways there are without scripts. */
export async function grouping(client: Client, pid: number, seed: number): Promise<Record<Way, number[]>> {
  await fill(client, seed);
  const ways: Record<Way, () => Promise<number>> = { composite: () => byComposite(client), partitions: () => byPartitions(client) };
  const spent: Record<Way, number[]> = { composite: [], partitions: [] };
  let counted: number | undefined;
  // The first round of each meets a server that has not compiled it.
  for (let round = 0; round <= ROUNDS; round++) {
    for (const way of ['composite', 'partitions'] as const) {
      const before = cpuSecondsOf(pid);
      const entities = await ways[way]();
      if (round > 0) spent[way].push(cpuSecondsOf(pid) - before);
      counted ??= entities;
      if (entities !== counted) throw new RangeError(`expected ${counted} entities by ${way} too, got ${entities}`);
    }
  }
  return spent;
}

async function fill(client: Client, seed: number): Promise<void> {
  const random = seededRandom(seed);
  await client.indices.create({ index: INDEX });
  for (let left = EVENTS; left > 0; left -= PAGE) {
    const events = Array.from({ length: PAGE }, () => ({
      '@timestamp': new Date(FROM + Math.floor(random() * HOUR)).toISOString(),
      [USER]: `user${Math.floor(random() * ENTITIES)}`,
    }));
    await client.bulk({ index: INDEX, operations: events.flatMap((event) => [{ create: {} }, event]) });
  }
  await client.indices.refresh({ index: INDEX });
}

const ASKED = {
  index: INDEX,
  size: 0,
  track_total_hits: false,
  query: { bool: { filter: [{ range: { '@timestamp': { gte: FROM, lt: FROM + HOUR, format: 'epoch_millis' } } }, { exists: { field: USER } }] } },
} satisfies estypes.SearchRequest;

async function byComposite(client: Client): Promise<number> {
  const sources = [{ bucket: { date_histogram: { field: '@timestamp', fixed_interval: `${HOUR}ms` } } }, { entity: { terms: { field: USER } } }];
  let after: estypes.AggregationsCompositeAggregateKey | undefined;
  let entities = 0;
  do {
    const { aggregations } = await client.search({ ...ASKED, aggs: { groups: { composite: { size: PAGE, sources, ...(after && { after }) } } } } as never);
    const { buckets, after_key: next } = (aggregations as Record<string, { buckets: unknown[]; after_key?: typeof after }>)['groups']!;
    entities += buckets.length;
    after = buckets.length < PAGE ? undefined : next;
  } while (after !== undefined);
  return entities;
}

async function byPartitions(client: Client): Promise<number> {
  let entities = 0;
  for (let partition = 0; partition < PARTITIONS; partition++) {
    const terms = { field: USER, size: MOST_OF_PARTITION, include: { partition, num_partitions: PARTITIONS }, order: { _key: 'asc' } };
    const { aggregations } = await client.search({ ...ASKED, aggs: { groups: { terms } } } as never);
    entities += (aggregations as Record<string, { buckets: unknown[] }>)['groups']!.buckets.length;
  }
  return entities;
}
