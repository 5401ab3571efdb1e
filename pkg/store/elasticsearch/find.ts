import { FIELDS, type Event, type FieldName } from '../../model';
import type { EventQuery } from '../store';
import { checkFields, conditionQuery } from './condition';
import { expandIn } from './count';
import { isMissing } from './failure';
import type { Indices } from './indices';
import { listed, type SearchNow } from './paging';
import { place } from '../encoding/place';
import { within } from './span';

type Flat = Readonly<Record<string, unknown>>;

/** Raw events, newest first, at the same instant by id; nested as ECS. Few of them are one request. */
export async function find(indices: Indices, query: EventQuery): Promise<Event[]> {
  if (query.where !== undefined) checkFields(query.where);
  const { events } = indices.names;
  await indices.refresh(events);
  const span = within(query.from, query.to);
  try {
    const search: SearchNow = async (body) => (await indices.search(events, { ...body, track_total_hits: false })) as never;
    const condition = query.where === undefined ? [] : [await conditionQuery(query.where, expandIn(search, span))];
    const { limit, fields } = query;
    const found: Event[] = [];
    const listing = { query: { bool: { filter: [span, ...condition] } }, sort: SORT, limit, ...(fields && { source: fields }) };
    for await (const { _source: flat = {} } of listed<Flat>(indices, events, listing)) found.push(nested(flat));
    return found;
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

const SORT = [{ '@timestamp': 'desc' as const }, { 'habitus.id': 'asc' as const }];

/** `user.name` becomes `{ user: { name } }`; `@timestamp`, `message` and `habitus.extra` keep their own shape. Fields of no event are left out. */
function nested(flat: Flat): Event {
  const event: Record<string, unknown> = {};
  for (const field of Object.keys(FIELDS) as FieldName[]) {
    const value = flat[field];
    if (value !== null && value !== undefined) place(event, field, value);
  }
  return event as unknown as Event;
}
