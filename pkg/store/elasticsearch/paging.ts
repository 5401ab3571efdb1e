import type { estypes } from '@elastic/elasticsearch';
import { asked, isMissing } from './failure';
import type { Indices } from './indices';
import type { Between, Names } from './names';

export type Hit<T> = estypes.SearchHit<T>;

const KEEP_ALIVE = '2m';
/** Documents a page. */
const PAGE = 2_000;

type Body = Omit<estypes.SearchRequest, 'index' | 'pit'>;

/** Searches at one point in time: every call sees the same documents, whatever is written or rolled over meanwhile. */
export type SearchNow = <T>(body: Body) => Promise<estypes.SearchResponse<T, Record<string, estypes.AggregationsAggregate>>>;

/**
 * Opens a point in time on an index, hands it to `read` and closes it again, also when the reader stops half way.
 * Yields nothing when the index was never written.
 */
export async function* atOneTime<R>(
  indices: Indices,
  name: Names[keyof Names],
  read: (search: SearchNow) => AsyncIterable<R>,
  span?: Between
): AsyncGenerator<R> {
  await indices.refresh(name);
  const { client } = indices;
  let id = await opened(indices, name, span);
  if (id === undefined) return;
  try {
    yield* read(async (body) => {
      const response = await asked(client.search({ ...body, pit: { id: id!, keep_alive: KEEP_ALIVE }, track_total_hits: false }));
      id = response.pit_id ?? id;
      return response as never;
    });
  } finally {
    await client.closePointInTime({ id }).catch(() => undefined);
  }
}

async function opened(indices: Indices, name: string, span: Between | undefined): Promise<string | undefined> {
  const index = indices.allOf(name, span);
  try {
    return (await asked(indices.client.openPointInTime({ index, keep_alive: KEEP_ALIVE, ...(index.length > 1 && { ignore_unavailable: true }) }))).id;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

export interface Listing {
  readonly query: estypes.QueryDslQueryContainer;
  /** Together they tell any two documents apart, or nearly: equal ones are told apart by their place. */
  readonly sort: estypes.SortCombinations[];
  readonly source?: readonly string[] | false;
  readonly limit?: number;
  readonly page?: number;
  /** Of the times by which the documents lie in their months: what fits lies within, for certain. */
  readonly span?: Between;
}

/** Of a first search by itself: most lists are shorter, a point in time costs two more requests, and a cluster makes room for all that is asked for. */
const FIRST = 500;

/** Every document that fits, in order, page by page; one page is held at a time. A list of one page is one request. */
export async function* listed<T>(indices: Indices, name: Names[keyof Names], listing: Listing): AsyncGenerator<Hit<T>> {
  const { limit = Infinity, page = PAGE } = listing;
  const size = Math.min(limit, FIRST, page);
  await indices.refresh(name);
  const hits = await firstOf<T>(indices, name, listing, size);
  if (size === limit || hits.length < size) yield* hits;
  else yield* atOneTime(indices, name, (search) => pages<T>(search, listing), listing.span);
}

async function firstOf<T>(indices: Indices, name: Names[keyof Names], { query, sort, source, span }: Listing, size: number): Promise<Hit<T>[]> {
  try {
    return (await indices.search<T>(name, { query, sort, size, track_total_hits: false, ...sourceOf(source) }, span)).hits.hits;
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

function sourceOf(source: Listing['source']): { readonly _source?: string[] | false } {
  if (source === undefined) return {};
  return { _source: source === false ? false : [...source] };
}

export async function* pages<T>(search: SearchNow, { query, sort, source, limit = Infinity, page = PAGE }: Listing): AsyncGenerator<Hit<T>> {
  let after: estypes.SortResults | undefined;
  for (let left = limit; left > 0;) {
    const size = Math.min(page, left);
    const { hits } = await search<T>({
      query,
      sort,
      size,
      ...sourceOf(source),
      ...(after && { search_after: after }),
    });
    yield* hits.hits;
    left -= hits.hits.length;
    after = hits.hits.at(-1)?.sort;
    if (hits.hits.length < size) return;
  }
}
