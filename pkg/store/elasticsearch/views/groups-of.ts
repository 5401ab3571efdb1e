import type { Query } from '../condition';
import { groups, type Source } from '../groups';
import type { SearchNow } from '../paging';
import type { Column } from './columns';
import type { Raw } from './reading';
import type { Stretch } from './zone';

/** Documents that have the same in some columns, in one bucket. */
export interface RawGroup {
  /** UTC. */
  readonly start: number;
  readonly raw: Raw;
  readonly events: number;
  readonly metric?: number | undefined;
}

export interface Grouping {
  readonly query: Query;
  readonly time: string;
  readonly width: number;
  readonly stretch: Stretch;
  readonly columns: readonly Column[];
  /** A sum or maximum that the cluster computes in each group. */
  readonly metric?: { readonly kind: 'sum' | 'max'; readonly column: Column };
  /** Groups a page. */
  readonly page: number;
}

/** Groups in order of their bucket, page by page. A column that a document lacks is one of its values. */
export async function* groupsOf(search: SearchNow, { query, time, width, stretch, columns, metric, page }: Grouping): AsyncGenerator<RawGroup> {
  const { ahead } = stretch;
  const offset = ((ahead % width) + width) % width;
  const bucket = { date_histogram: { field: time, fixed_interval: `${width}ms`, ...(offset !== 0 && { offset: `${offset}ms` }) } };
  const sources = [{ bucket }, ...sourcesOf(columns)] as Source[];
  const metrics = metric === undefined ? {} : { metric: { [metric.kind]: { field: metric.column.name } } };
  for await (const { key, doc_count: events, metric: found } of groups(search, query, sources, metrics, page)) {
    yield { start: Number(key['bucket']) - ahead, raw: rawOf(key, columns), events, metric: (found as { value?: number } | undefined)?.value };
  }
}

/** Combinations of what stands in the columns, each once, whenever it was. */
export async function* combinationsOf(search: SearchNow, query: Query, columns: readonly Column[], page: number): AsyncGenerator<Raw> {
  for await (const { key } of groups(search, query, sourcesOf(columns) as Source[], {}, page)) yield rawOf(key, columns);
}

function sourcesOf(columns: readonly Column[]): object[] {
  return columns.map(({ name }, i) => ({ [`c${i}`]: { terms: { field: name, missing_bucket: true } } }));
}

function rawOf(key: Readonly<Record<string, unknown>>, columns: readonly Column[]): Raw {
  const byName = new Map(columns.map(({ name }, i) => [name, key[`c${i}`]]));
  return ({ name }) => {
    const value = byName.get(name);
    return value === null || value === undefined ? undefined : String(value);
  };
}
