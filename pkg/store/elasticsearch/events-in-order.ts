import type { estypes } from '@elastic/elasticsearch';
import { entityField, type Millis } from '../../model';
import type { CountQuery } from '../../observe/count-query';
import type { Query } from './condition';
import type { Place } from './field';
import type { SearchNow } from './paging';

const PAGE = 5_000;

/** An event that has the measured field. */
export interface Measured {
  readonly at: Millis;
  readonly id: string;
  readonly entity: string;
  /** As they lie in the index: each once. */
  readonly values: readonly unknown[];
}

type Found = Readonly<Record<string, readonly unknown[] | undefined>>;

/** Events in order of time, then of their ids, page by page. */
export async function* eventsInOrder(search: SearchNow, query: CountQuery, filter: Query, place: Place): AsyncGenerator<Measured> {
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
    for (const { sort, fields: found = {} } of hits.hits) {
      const { [entity]: who, 'habitus.id': id, [place.name]: values = [] } = found as Found;
      yield { at: Number(sort?.[0]), id: String(id?.[0]), entity: String(who?.[0]), values };
    }
    after = hits.hits.length < PAGE ? undefined : hits.hits.at(-1)?.sort;
  } while (after !== undefined);
}
