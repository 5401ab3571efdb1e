import { FIELDS, type Event, type FieldName } from '../../model';
import type { EventQuery } from '../store';
import { checkFields, conditionQuery } from './condition';
import { expandIn } from './count';
import type { Indices } from './indices';
import { atOneTime, pages, type SearchNow } from './paging';
import { place } from '../encoding/place';
import { within } from './span';

type Flat = Readonly<Record<string, unknown>>;

/** Raw events, newest first, at the same instant by id; nested as ECS. */
export async function find(indices: Indices, query: EventQuery): Promise<Event[]> {
  if (query.where !== undefined) checkFields(query.where);
  const events: Event[] = [];
  for await (const event of atOneTime(indices, indices.names.events, (search) => found(search, query))) events.push(event);
  return events;
}

async function* found(search: SearchNow, { from, to, where, limit, fields }: EventQuery): AsyncGenerator<Event> {
  const span = within(from, to);
  const condition = where === undefined ? [] : [await conditionQuery(where, expandIn(search, span))];
  const query = { bool: { filter: [span, ...condition] } };
  const sort = [{ '@timestamp': 'desc' as const }, { 'habitus.id': 'asc' as const }];
  for await (const { _source: flat = {} } of pages<Flat>(search, { query, sort, limit, ...(fields && { source: fields }) })) yield nested(flat);
}

/** `user.name` becomes `{ user: { name } }`; `@timestamp`, `message` and `habitus.extra` keep their own shape. Fields of no event are left out. */
function nested(flat: Flat): Event {
  const event: Record<string, unknown> = {};
  for (const field of Object.keys(FIELDS) as FieldName[]) {
    const value = flat[field];
    if (value !== null && value !== undefined) place(event, field, value);
  }
  return event as unknown as Event;
}
