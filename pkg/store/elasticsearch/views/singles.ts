import type { estypes } from '@elastic/elasticsearch';
import { bucketStart, type Observation, type Single } from '../../../model';
import type { CountQuery } from '../../../observe/count-query';
import type { EventStore } from '../../store';
import type { Query } from '../condition';
import { within } from '../span';
import { both, NONE } from './condition';
import { slicesOf, type Span } from './count';
import { numberOf } from './fold';
import { inOrderAhead } from './in-order-ahead';
import { OwnCursor } from './own-cursor';
import { filterFor } from './question';
import type { Answerable, ViewReader } from './reader';
import { columnsOf, distinct, valueOf } from './reading';
import { stretchesOf, type Stretch } from './zone';

const PAGE = 1_000;

interface Row {
  readonly at: number;
  readonly single: Single;
}

/** An observation an event, in order of bucket, entity, time, id. The id of an event is its index and the id it has there. */
export async function* singlesOf(reader: ViewReader, own: EventStore, query: CountQuery, from: readonly Answerable[]): AsyncGenerator<Observation> {
  const ours = new OwnCursor(own.count(query));
  try {
    for await (const { to, rows } of inOrderAhead(slicesOf(reader, query), reader.concurrency, (span) => rowsIn(reader, query, from, span))) {
      for await (const obs of ours.before(to)) if (obs.kind === 'single') rows.push({ at: -Infinity, single: obs });
      for (const { single } of inOrder(rows)) yield single;
    }
  } finally {
    await ours.close();
  }
}

/** Our own come in order, and before those of a view: of them no time is told. */
function inOrder(rows: readonly Row[]): Row[] {
  const keyed = rows.map((row, place) => ({ ...row, place, entity: Buffer.from(row.single.entity.id) }));
  return keyed.sort((a, b) => a.single.start - b.single.start || Buffer.compare(a.entity, b.entity) || byTime(a, b));
}

function byTime(a: Row & { place: number }, b: Row & { place: number }): number {
  if (a.at === b.at) return a.at === -Infinity ? a.place - b.place : a.single.eventId < b.single.eventId ? -1 : 1;
  return a.at - b.at;
}

async function rowsIn(reader: ViewReader, query: CountQuery, from: readonly Answerable[], span: Span): Promise<{ readonly to: number; readonly rows: Row[] }> {
  const rows: Row[] = [];
  for (const one of from) {
    for (const stretch of stretchesOf(one.unit.view.zone, span.from, span.to)) {
      for await (const row of rowsOf(reader, query, one, stretch)) rows.push(row);
    }
  }
  reader.size.done();
  reader.counted(rows.length);
  return { to: span.to, rows };
}

async function* rowsOf(reader: ViewReader, query: CountQuery, one: Answerable, stretch: Stretch): AsyncGenerator<Row> {
  const { unit, question } = one;
  const search = reader.on(unit, reader.size);
  const wanted = await filterFor(unit, query, question, reader.combinationsIn(unit, stretch, search));
  if (wanted === NONE) return;
  const span = within(stretch.from, stretch.to, unit.time);
  yield* reader.atOnePoint(unit, span, (pages) => hits(pages, both([unit.filter, span, wanted]), query, one, stretch));
}

type Search = (body: Omit<estypes.SearchRequest, 'index' | 'pit'>) => Promise<estypes.SearchResponse<unknown>>;

async function* hits(search: Search, filter: Query, query: CountQuery, { unit, question }: Answerable, stretch: Stretch): AsyncGenerator<Row> {
  const columns = distinct([...columnsOf(question.entity), ...(question.measured === undefined ? [] : columnsOf(question.measured))]);
  const fields = columns.map(({ name, type }) => ({ field: name, ...(type === 'time' && { format: 'epoch_millis' }) }));
  let after: estypes.SortResults | undefined;
  do {
    const page = await search({
      query: filter,
      sort: [{ [unit.time]: { order: 'asc', format: 'epoch_millis', numeric_type: 'date' } }],
      size: PAGE,
      _source: false,
      docvalue_fields: fields,
      ...(after && { search_after: after }),
    });
    for (const hit of page.hits.hits) yield* rowsOfHit(hit, query, question, stretch);
    after = page.hits.hits.length < PAGE ? undefined : page.hits.hits.at(-1)?.sort;
  } while (after !== undefined);
}

function rowsOfHit(hit: estypes.SearchHit, query: CountQuery, { entity, measured }: Answerable['question'], { ahead }: Stretch): Row[] {
  if (measured === undefined || !('field' in query.measure)) return [];
  const found = (hit.fields ?? {}) as Readonly<Record<string, readonly unknown[] | undefined>>;
  const at = Math.floor(Number(hit.sort?.[0])) - ahead;
  const id = valueOf(entity, ({ name }) => textOf(found[name]?.[0]));
  if (id === undefined || query.only?.includes(id) === false) return [];
  const value = valueOf(measured, ({ name }) => textOf(found[name]?.[0]));
  const number = value === undefined ? undefined : numberOf(query.measure.field, value);
  if (number === undefined) return [];
  const place = { entity: { type: query.entity.type, id }, start: bucketStart(at, query.width), width: query.width };
  return [{ at, single: { kind: 'single', ...place, eventId: `${hit._index}/${hit._id}`, value: number } }];
}

function textOf(value: unknown): string | undefined {
  return value === undefined || value === null ? undefined : String(value);
}
