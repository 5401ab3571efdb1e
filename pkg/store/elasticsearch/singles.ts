import { bucketStart, type Single } from '../../model';
import type { CountQuery } from '../../observe/count-query';
import { numberIn, type Query } from './condition';
import { eventsInOrder, type Measured } from './events-in-order';
import type { Place } from './field';
import type { SearchNow } from './paging';

/** An observation an event, in order of bucket, entity, time, id. Events come in order of time; those of one bucket are held to be put in order. */
export async function* singles(search: SearchNow, query: CountQuery, filter: Query, place: Place): AsyncGenerator<Single> {
  let [bucket, held]: [number, Row[]] = [NaN, []];
  for await (const event of eventsInOrder(search, query, filter, place)) {
    const start = bucketStart(event.at, query.width);
    if (start !== bucket) {
      yield* ordered(query, bucket, held);
      [bucket, held] = [start, []];
    }
    held.push(...rowsOf(event));
  }
  yield* ordered(query, bucket, held);
}

interface Row extends Omit<Measured, 'values'> {
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

/** A field with many values gives a row for each that is a number. */
function rowsOf({ values, ...event }: Measured): Row[] {
  const numbers = values.map((value) => numberIn(String(value))).filter((number) => number !== undefined);
  return numbers.map((value) => ({ ...event, value }));
}
