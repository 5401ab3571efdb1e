import { DAY, bucketStart, type Millis } from '../../model';
import type { Compacted } from '../store';
import { erase } from './erase';
import { asked } from './failure';
import type { Indices } from './indices';

/** When events go into a new index: whichever comes first. */
export interface RolloverLimits {
  readonly days: number;
  readonly bytes: number;
}

/** As Elastic advises for a shard: tens of gigabytes, and few small ones. */
export const ROLLOVER: RolloverLimits = { days: 7, bytes: 25 * 1024 ** 3 };

interface Ingested {
  readonly events: number;
  readonly oldest: Millis;
  readonly newest: Millis;
}

/** When the events of one index came in. */
async function ingestedIn({ client }: Indices, index: string): Promise<Ingested> {
  const aggs = { oldest: { min: { field: 'event.ingested' } }, newest: { max: { field: 'event.ingested' } } };
  const { aggregations, hits } = await asked(client.search({ index, size: 0, track_total_hits: true, aggs }));
  const { oldest, newest } = aggregations as unknown as Record<'oldest' | 'newest', { value: number | null }>;
  const events = typeof hits.total === 'object' ? hits.total.value : (hits.total ?? 0);
  return { events, oldest: oldest.value ?? Infinity, newest: newest.value ?? -Infinity };
}

/** Deletes events ingested before `before`: whole indices where it can, the rest by id. @returns how many */
export async function retain(indices: Indices, before: Millis): Promise<number> {
  const { events } = indices.names;
  await indices.refresh(events);
  let removed = 0;
  for (const index of (await indices.backing()).slice(0, -1)) {
    const inside = await ingestedIn(indices, index);
    if (inside.newest >= before) continue;
    await asked(indices.client.indices.delete({ index }));
    removed += inside.events;
  }
  return removed + (await erase(indices, events, { range: { 'event.ingested': { lt: before, format: 'epoch_millis' } } }));
}

/**
 * Closes the index of the events that is full or old enough, and brings closed ones into one segment each. The day that still fills is left alone.
 * Where the cluster's own lifecycle has done so before, nothing is left to do.
 */
export async function compact(indices: Indices, now: Millis, limits: RolloverLimits): Promise<Compacted> {
  const { events } = indices.names;
  await indices.refresh(events);
  const writeIndex = (await indices.backing()).at(-1);
  if (writeIndex === undefined) return { events: 0, merged: 0 };
  if (await isFull(indices, writeIndex, now, limits)) await asked(indices.client.indices.rollover({ alias: events }));
  const total = { events: 0, merged: 0 };
  for (const index of (await indices.backing()).slice(0, -1)) {
    const segments = await segmentsOf(indices, index);
    if (segments.count <= 1) continue;
    await asked(indices.client.indices.forcemerge({ index, max_num_segments: 1 }));
    total.events += segments.events;
    total.merged += segments.count - 1;
  }
  return total;
}

async function isFull(indices: Indices, index: string, now: Millis, { days, bytes }: RolloverLimits): Promise<boolean> {
  const { events, oldest } = await ingestedIn(indices, index);
  if (events === 0 || oldest >= bucketStart(now, DAY)) return false;
  return oldest < bucketStart(now, DAY) - (days - 1) * DAY || (await segmentsOf(indices, index)).bytes >= bytes;
}

async function segmentsOf({ client }: Indices, index: string): Promise<{ count: number; events: number; bytes: number }> {
  const { _all: all } = await asked(client.indices.stats({ index, metric: ['segments', 'docs', 'store'] }));
  const own = all.primaries ?? {};
  return { count: own.segments?.count ?? 0, events: own.docs?.count ?? 0, bytes: own.store?.size_in_bytes ?? 0 };
}
