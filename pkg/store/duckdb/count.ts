import type { DuckDBDataChunk } from '@duckdb/node-api';
import type { EntityRef, Measure, Observation } from '../../model';
import type { CountQuery } from '../../observe/count-query';
import { countSql } from './count-sql';
import { stepLists, type StepRow } from '../step-lists';
import { summed } from '../summed';
import type { StoredEvents } from './parts';

/** Up to here a distinct count is promised to be exact in every store. */
const EXACT_DISTINCT = 1024;

/** Observations in order of bucket, then entity. Chunks of 2,048 rows are fetched as the caller goes on; nothing is held beyond one. */
export async function* count(stored: StoredEvents, query: CountQuery): AsyncGenerator<Observation> {
  const rows = rowsOf(stored, query);
  if (query.measure.kind === 'values') {
    yield* valueSets(rows, query);
    return;
  }
  if (query.measure.kind === 'ordered') {
    yield* stepLists(stepRows(rows, query.width), query.entity.type, query.width);
    return;
  }
  for await (const row of rows) {
    yield observation(query, query.measure.kind, row);
  }
}

interface CountRow {
  readonly bucket: number;
  readonly entity: string;
  readonly value: number | string;
  readonly more: number | string;
}

async function* rowsOf({ connections, parts }: StoredEvents, query: CountQuery): AsyncGenerator<CountRow> {
  const done = parts.reading();
  try {
    for await (const chunk of connections.stream(async (tx) => countSql(query, await parts.between(tx, query.from, query.to)))) {
      yield* rowsOfChunk(chunk);
    }
  } finally {
    done();
  }
}

function* rowsOfChunk(chunk: DuckDBDataChunk): Generator<CountRow> {
  const [bucket, entity, value, more] = chunk.getColumns() as [number[], string[], (number | string)[], (number | string)[]?];
  for (let i = 0; i < chunk.rowCount; i++) {
    yield { bucket: bucket[i] ?? NaN, entity: entity[i] ?? '', value: value[i] ?? NaN, more: more?.[i] ?? 0 };
  }
}

function observation(query: CountQuery, kind: Exclude<Measure['kind'], 'values' | 'ordered'>, row: CountRow): Observation {
  const place = placeOf(query, row);
  const value = Number(row.value);
  switch (kind) {
    case 'count':
      return { ...place, kind: 'count', value };
    case 'distinct':
      return value > EXACT_DISTINCT ? { ...place, kind: 'count', value, approximate: true } : { ...place, kind: 'count', value };
    case 'single':
      return { ...place, kind: 'single', eventId: String(row.more), value };
    case 'maximum':
      return { ...place, kind: 'magnitude', value, events: Number(row.more) };
    default:
      return { ...place, kind: 'magnitude', value: summed(query.measure, value), events: Number(row.more) };
  }
}

async function* stepRows(rows: AsyncIterable<CountRow>, width: number): AsyncGenerator<StepRow> {
  for await (const { bucket, entity, value, more } of rows) yield { start: bucket * width, entity, at: Number(more), value: String(value) };
}

/** Rows of one bucket and entity follow each other: each run of them is one set. */
async function* valueSets(rows: AsyncIterable<CountRow>, query: CountQuery): AsyncGenerator<Observation> {
  let first: CountRow | undefined;
  let values = new Map<string, number>();
  for await (const row of rows) {
    if (first !== undefined && (row.bucket !== first.bucket || row.entity !== first.entity)) {
      yield { ...placeOf(query, first), kind: 'values', values };
      first = undefined;
      values = new Map();
    }
    first ??= row;
    values.set(String(row.value), Number(row.more));
  }
  if (first !== undefined) {
    yield { ...placeOf(query, first), kind: 'values', values };
  }
}

function placeOf(query: CountQuery, row: CountRow): { entity: EntityRef; start: number; width: number } {
  return { entity: { type: query.entity.type, id: row.entity }, start: row.bucket * query.width, width: query.width };
}
