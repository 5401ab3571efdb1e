import { bucketStart } from '../../model';
import type { CountQuery } from '../../observe/count-query';
import type { StepRow } from '../step-lists';
import type { Query } from './condition';
import { eventsInOrder } from './events-in-order';
import type { Place } from './field';
import type { SearchNow } from './paging';

/** Every step in order of time, then of the events' ids, then of the values of one event. */
export async function* stepRows(search: SearchNow, query: CountQuery, filter: Query, place: Place): AsyncGenerator<StepRow> {
  for await (const { at, entity, values } of eventsInOrder(search, query, filter, place)) {
    const start = bucketStart(at, query.width);
    for (const value of inOrderOfBytes(values)) yield { start, entity, at, value };
  }
}

function inOrderOfBytes(values: readonly unknown[]): string[] {
  const texts = values.map(String);
  return texts.length < 2 ? texts : [...new Set(texts)].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
}
