import type { estypes } from '@elastic/elasticsearch';
import { FIELDS, type Event, type FieldName } from '../../../model';
import type { EventQuery } from '../../store';
import { place } from '../../encoding/place';
import { within } from '../span';
import { both, viewCondition, NONE } from './condition';
import { fieldsOfCondition } from './question';
import type { ViewReader } from './reader';
import { columnsOf, valueOf, type Reading } from './reading';
import { readingOf, type Unit } from './unit';
import { stretchesOf, type Stretch } from './zone';

const PAGE = 500;

/** Events of the views as ECS, newest first: what of our fields theirs hold, and the entities computed of it. */
export async function findInViews(reader: ViewReader, query: EventQuery): Promise<Event[]> {
  const fields = (query.fields ?? (Object.keys(FIELDS) as FieldName[])).filter((field) => !OF_ITSELF.has(field));
  const found: Event[] = [];
  for (const unit of await reader.indices.units([...new Set([...fields, ...fieldsOfCondition(query.where ?? { all: [] })])])) {
    for (const stretch of stretchesOf(unit.view.zone, query.from, query.to).reverse()) found.push(...(await eventsIn(reader, unit, query, fields, stretch)));
  }
  return newestFirst(found).slice(0, query.limit);
}

/** At the same instant by id, as every store gives them. */
export function newestFirst(events: readonly Event[]): Event[] {
  const keyed = events.map((event) => ({ event, at: Date.parse(event['@timestamp']), id: String(event.habitus?.['id'] ?? '') }));
  return keyed.sort((a, b) => b.at - a.at || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)).map(({ event }) => event);
}

/** What is not read of a field. */
const OF_ITSELF: ReadonlySet<string> = new Set(['@timestamp', 'habitus.id', 'habitus.source', 'labels', 'habitus.extra']);

async function eventsIn(reader: ViewReader, unit: Unit, query: EventQuery, fields: readonly string[], stretch: Stretch): Promise<Event[]> {
  const of = (field: string): Reading | undefined => {
    const reading = readingOf(unit, field);
    return reading === undefined || 'trouble' in reading ? undefined : reading;
  };
  const search = reader.on(unit);
  const where = await viewCondition(query.where ?? { all: [] }, { of, combinations: reader.combinationsIn(unit, stretch, search) });
  if (where === NONE) return [];
  const readings = fields.flatMap((field) => {
    const reading = of(field);
    return reading === undefined ? [] : [{ field, reading }];
  });
  const span = within(stretch.from, stretch.to, unit.time);
  const request = requestFor(unit, readings, both([unit.filter, span, where]));
  const hits: estypes.SearchHit[] = [];
  for await (const hit of reader.atOnePoint(unit, span, (pages) => read(pages, request, query.limit))) hits.push(hit);
  return hits.map((hit) => eventOf(unit, hit, readings, stretch));
}

type Body = Omit<estypes.SearchRequest, 'index' | 'pit'>;
type Search = (body: Body) => Promise<estypes.SearchResponse<unknown>>;

interface Shown {
  readonly field: string;
  readonly reading: Reading;
}

function requestFor(unit: Unit, readings: readonly Shown[], query: Body['query']): Body {
  const shown = new Set(readings.flatMap(({ reading }) => columnsOf(reading).map((column) => column.shown)));
  const fields = [...shown].map((field) => ({ field }));
  return {
    ...(query !== undefined && { query }),
    sort: [{ [unit.time]: { order: 'desc', format: 'epoch_millis', numeric_type: 'date' } }],
    _source: false,
    fields: unit.view.kind === 'ecs' ? [...fields, { field: 'labels.*' }] : fields,
  };
}

async function* read(search: Search, request: Body, limit: number): AsyncGenerator<estypes.SearchHit> {
  let after: estypes.SortResults | undefined;
  for (let left = limit; left > 0;) {
    const size = Math.min(PAGE, left);
    const { hits } = await search({ ...request, size, ...(after && { search_after: after }) });
    yield* hits.hits;
    left -= hits.hits.length;
    after = hits.hits.at(-1)?.sort;
    if (hits.hits.length < size) return;
  }
}

type Found = Readonly<Record<string, readonly unknown[] | undefined>>;

function eventOf({ view }: Unit, hit: estypes.SearchHit, readings: readonly Shown[], { ahead }: Stretch): Event {
  const found = (hit.fields ?? {}) as Found;
  const event: Record<string, unknown> = { '@timestamp': new Date(Math.floor(Number(hit.sort?.[0])) - ahead).toISOString(), event: {} };
  place(event, 'habitus.id', `${hit._index}/${hit._id}`);
  place(event, 'habitus.source', `view:${view.name}`);
  for (const { field, reading } of readings) {
    const value = FIELDS[field as FieldName] === 'keywords' ? listOf(reading, found) : single(field, reading, found);
    if (value !== undefined) place(event, field, value);
  }
  const labels = Object.entries(found).filter(([name]) => name.startsWith('labels.'));
  if (labels.length > 0) event['labels'] = Object.fromEntries(labels.map(([name, values]) => [name.slice(7), String(values?.[0])]));
  return event as unknown as Event;
}

function single(field: string, reading: Reading, found: Found): string | number | undefined {
  const value = valueOf(reading, ({ shown }) => textOf(found[shown]?.[0]));
  if (value === undefined) return undefined;
  const type = FIELDS[field as FieldName];
  if (type !== 'long' && type !== 'double') return value;
  const number = Number(value);
  return Number.isFinite(number) ? (type === 'long' ? Math.round(number) : number) : undefined;
}

function listOf(reading: Reading, found: Found): string[] | undefined {
  if (reading.kind === 'constant') return [...reading.values];
  const [column] = columnsOf(reading).filter(({ shown }) => (found[shown]?.length ?? 0) > 0);
  const values = found[column?.shown ?? '']?.flatMap((raw) => valueOf(reading, (one) => (one.shown === column?.shown ? textOf(raw) : undefined)) ?? []);
  return values === undefined || values.length === 0 ? undefined : values;
}

function textOf(value: unknown): string | undefined {
  return value === undefined || value === null ? undefined : String(value);
}
