import type { estypes } from '@elastic/elasticsearch';
import { bucketStart, entityField, type Single } from '../../model';
import type { CountQuery } from '../../observe/count-query';
import { numberIn, type Query } from './condition';
import type { Place } from './field';
import type { SearchNow } from './paging';

const PAGE = 5_000;

/** An observation an event, in order of bucket, entity, time, id. Events come in order of time; those of one bucket are held to be put in order. */
export async function* singles(search: SearchNow, query: CountQuery, filter: Query, place: Place): AsyncGenerator<Single> {
  let [bucket, held]: [number, Row[]] = [NaN, []];
  for await (const row of rows(search, query, filter, place)) {
    const start = bucketStart(row.at, query.width);
    if (start !== bucket) {
      yield* ordered(query, bucket, held);
      [bucket, held] = [start, []];
    }
    held.push(row);
  }
  yield* ordered(query, bucket, held);
}

interface Row {
  readonly at: number;
  readonly id: string;
  readonly entity: string;
  readonly value: number;
}

function* ordered(query: CountQuery, start: number, held: readonly Row[]): Generator<Single> {
  const rows = [...held].sort((a, b) => compare(a.entity, b.entity) || a.at - b.at || compare(a.id, b.id));
  for (const { id, entity, value } of rows) {
    yield { kind: 'single', entity: { type: query.entity.type, id: entity }, start, width: query.width, eventId: id, value };
  }
}

function compare(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

type Found = Readonly<Record<string, readonly unknown[] | undefined>>;

async function* rows(search: SearchNow, query: CountQuery, filter: Query, place: Place): AsyncGenerator<Row> {
  const entity = entityField(query.entity.role, query.entity.type);
  const wanted: Query = { bool: { filter: [filter, { exists: { field: place.name } }] } };
  const fields = [entity, place.name, 'habitus.id'].map((field) => ({ field }));
  let after: estypes.SortResults | undefined;
  do {
    const { hits } = await search({
      query: wanted,
      sort: [{ '@timestamp': { order: 'asc', format: 'epoch_millis' } }, { 'habitus.id': 'asc' }] as estypes.SortCombinations[],
      size: PAGE,
      _source: false,
      docvalue_fields: fields,
      ...(after && { search_after: after }),
    });
    for (const { sort, fields: found = {} } of hits.hits) yield* rowsOf(Number(sort?.[0]), found as Found, entity, place.name);
    after = hits.hits.length < PAGE ? undefined : hits.hits.at(-1)?.sort;
  } while (after !== undefined);
}

/** A field with many values gives a row for each that is a number. */
function rowsOf(at: number, found: Found, entity: string, field: string): Row[] {
  const [id, who] = [String(found['habitus.id']?.[0]), String(found[entity]?.[0])];
  const numbers = (found[field] ?? []).map((value) => numberIn(String(value))).filter((number) => number !== undefined);
  return numbers.map((value) => ({ at, id, entity: who, value }));
}
