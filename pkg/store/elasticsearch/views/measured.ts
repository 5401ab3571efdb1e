import type { estypes } from '@elastic/elasticsearch';
import { bucketStart, type Millis } from '../../../model';
import type { CountQuery } from '../../../observe/count-query';
import type { Query } from '../condition';
import { within } from '../span';
import { both, NONE } from './condition';
import type { Span } from './count';
import { filterFor } from './question';
import type { Answerable, ViewReader } from './reader';
import { columnsOf, distinct, valueOf } from './reading';
import { stretchesOf, type Stretch } from './zone';

const PAGE = 1_000;

/** An event that has the measured field, as our own code reads it. */
export interface Measured {
  readonly at: Millis;
  /** Start of its bucket. */
  readonly start: Millis;
  readonly entity: string;
  /** Its index and the id it has there. */
  readonly id: string;
  readonly value: string;
}

/** The events of a span, in order of time for each place they lie at. */
export async function measuredIn(
  reader: ViewReader,
  query: CountQuery,
  from: readonly Answerable[],
  span: Span
): Promise<{ readonly to: Millis; readonly events: Measured[] }> {
  const events: Measured[] = [];
  for (const one of from) {
    for (const stretch of stretchesOf(one.unit.view.zone, span.from, span.to)) {
      for await (const event of eventsOf(reader, query, one, stretch)) events.push(event);
    }
  }
  reader.size.done();
  reader.counted(events.length);
  return { to: span.to, events };
}

async function* eventsOf(reader: ViewReader, query: CountQuery, one: Answerable, stretch: Stretch): AsyncGenerator<Measured> {
  const { unit, question } = one;
  const search = reader.on(unit, reader.size);
  const wanted = await filterFor(unit, query, question, reader.combinationsIn(unit, stretch, search));
  if (wanted === NONE) return;
  const span = within(stretch.from, stretch.to, unit.time);
  yield* reader.atOnePoint(unit, span, (pages) => hits(pages, both([unit.filter, span, wanted]), query, one, stretch));
}

type Search = (body: Omit<estypes.SearchRequest, 'index' | 'pit'>) => Promise<estypes.SearchResponse<unknown>>;

async function* hits(search: Search, filter: Query, query: CountQuery, { unit, question }: Answerable, stretch: Stretch): AsyncGenerator<Measured> {
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
    for (const hit of page.hits.hits) yield* eventOf(hit, query, question, stretch);
    after = page.hits.hits.length < PAGE ? undefined : page.hits.hits.at(-1)?.sort;
  } while (after !== undefined);
}

function* eventOf(hit: estypes.SearchHit, query: CountQuery, { entity, measured }: Answerable['question'], { ahead }: Stretch): Generator<Measured> {
  if (measured === undefined) return;
  const found = (hit.fields ?? {}) as Readonly<Record<string, readonly unknown[] | undefined>>;
  const at = Math.floor(Number(hit.sort?.[0])) - ahead;
  const id = valueOf(entity, ({ name }) => textOf(found[name]?.[0]));
  if (id === undefined || query.only?.includes(id) === false) return;
  const value = valueOf(measured, ({ name }) => textOf(found[name]?.[0]));
  if (value !== undefined) yield { at, start: bucketStart(at, query.width), entity: id, id: `${hit._index}/${hit._id}`, value };
}

function textOf(value: unknown): string | undefined {
  return value === undefined || value === null ? undefined : String(value);
}
