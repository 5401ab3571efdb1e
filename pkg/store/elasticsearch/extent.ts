import type { Millis } from '../../model';
import type { SourceExtent } from '../store';
import { asked, isMissing } from './failure';
import type { Indices } from './indices';

export interface Extent {
  readonly count: number;
  readonly oldest?: Millis;
  readonly newest?: Millis;
  readonly sources: readonly SourceExtent[];
}

/** More sources than anybody has. */
const MOST_SOURCES = 10_000;

interface Metric {
  readonly value: number | null;
}

/** How many events there are, from when to when, and of which sources: one request. */
export async function extent(indices: Indices): Promise<Extent> {
  const { events } = indices.names;
  await indices.refresh(events);
  const times = { oldest: { min: { field: '@timestamp' } }, newest: { max: { field: '@timestamp' } } };
  const sources = { terms: { field: 'habitus.source', missing: 'unknown', size: MOST_SOURCES, order: { _key: 'asc' as const } }, aggs: times };
  try {
    const { aggregations } = await asked(indices.client.search({ index: events, size: 0, track_total_hits: false, aggs: { ...times, sources } }));
    return extentOf(aggregations as unknown as Answer | undefined);
  } catch (error) {
    if (isMissing(error)) return { count: 0, sources: [] };
    throw error;
  }
}

interface Answer {
  readonly oldest: Metric;
  readonly newest: Metric;
  readonly sources: { readonly buckets: readonly { readonly key: string; readonly doc_count: number; readonly newest: Metric }[] };
}

function extentOf(answer: Answer | undefined): Extent {
  const sources = (answer?.sources.buckets ?? []).map(({ key, doc_count, newest }) => ({ source: key, count: doc_count, newest: Number(newest.value) }));
  const count = sources.reduce((sum, each) => sum + each.count, 0);
  return count === 0 ? { count, sources } : { count, oldest: Number(answer?.oldest.value), newest: Number(answer?.newest.value), sources };
}
