import type { Millis } from '../../model';
import type { Query } from './condition';
import { erase } from './erase';
import { asked } from './failure';
import type { Indices } from './indices';
import { atOneTime } from './paging';

/**
 * Drops what is older than `before`: the indices of whole months, and, where a kind was begun in one index, what fits `query` by id.
 *
 * @returns how many documents
 */
export async function dropBefore(indices: Indices, name: string, before: Millis, query?: Query): Promise<number> {
  let removed = 0;
  for (const index of await indices.monthsBefore(name, before)) {
    await asked(indices.client.indices.refresh({ index, ignore_unavailable: true }));
    const { count } = await asked(indices.client.count({ index, ignore_unavailable: true }));
    removed += (await indices.drop(index)) ? count : 0;
  }
  return query !== undefined && (await indices.isUndivided(name)) ? removed + (await erase(indices, name, query)) : removed;
}

/** The highest of a field of numbers; undefined where there is none. */
export async function newestOf(indices: Indices, name: string, field: string): Promise<number | undefined> {
  const read = atOneTime(indices, name, async function* (search) {
    const { aggregations } = await search({ size: 0, aggs: { newest: { max: { field } } } });
    yield (aggregations?.['newest'] as { value: number | null } | undefined)?.value ?? undefined;
  });
  for await (const newest of read) return newest;
  return undefined;
}
