import type { Observation, Single } from '../../../model';
import type { CountQuery } from '../../../observe/count-query';
import type { EventStore } from '../../store';
import { besideOurOwn } from './beside-our-own';
import { numberOf } from './fold';
import type { Measured } from './measured';
import type { Answerable, ViewReader } from './reader';

interface Row {
  readonly at: number;
  readonly single: Single;
}

/** An observation an event, in order of bucket, entity, time, id. The id of an event is its index and the id it has there. */
export async function* singlesOf(reader: ViewReader, own: EventStore, query: CountQuery, from: readonly Answerable[]): AsyncGenerator<Observation> {
  for await (const { events, ours } of besideOurOwn(reader, own, query, from)) {
    const rows = events.flatMap((event) => rowsOf(event, query));
    for (const obs of ours) if (obs.kind === 'single') rows.push({ at: -Infinity, single: obs });
    for (const { single } of inOrder(rows)) yield single;
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

function rowsOf({ at, start, entity, id, value }: Measured, { entity: { type }, measure, width }: CountQuery): Row[] {
  const number = 'field' in measure ? numberOf(measure.field, value) : undefined;
  return number === undefined ? [] : [{ at, single: { kind: 'single', entity: { type, id: entity }, start, width, eventId: id, value: number } }];
}
