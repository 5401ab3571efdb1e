import type { Millis, Observation } from '../../../model';
import type { CountQuery } from '../../../observe/count-query';
import type { EventStore } from '../../store';
import { StepLists } from '../../step-lists';
import { besideOurOwn } from './beside-our-own';
import type { Answerable, ViewReader } from './reader';

interface Row {
  readonly at: Millis;
  readonly start: Millis;
  readonly entity: string;
  /** Empty for our own, which come in order and before those of a view. */
  readonly id: string;
  readonly value: string;
}

/** Lists of steps over our own events and those of the views: in order of time, then of the events' ids. What our own store left out counts as beyond. */
export async function* stepsOf(reader: ViewReader, own: EventStore, query: CountQuery, from: readonly Answerable[]): AsyncGenerator<Observation> {
  for await (const { events, ours } of besideOurOwn(reader, own, query, from)) {
    const rows: Row[] = [...events];
    const left: { readonly start: Millis; readonly entity: string; readonly beyond: number }[] = [];
    for (const obs of ours) {
      if (obs.kind !== 'ordered') continue;
      const place = { start: obs.start, entity: obs.entity.id };
      for (const { at, value } of obs.steps) rows.push({ ...place, at, value, id: '' });
      left.push({ ...place, beyond: obs.beyond });
    }
    yield* listsOf(rows, left, query);
  }
}

function* listsOf(
  rows: readonly Row[],
  left: readonly { readonly start: Millis; readonly entity: string; readonly beyond: number }[],
  { entity: { type }, width }: CountQuery
): Generator<Observation> {
  const buckets = new Map<Millis, StepLists>();
  const listsAt = (start: Millis): StepLists => {
    const lists = buckets.get(start) ?? new StepLists();
    buckets.set(start, lists);
    return lists;
  };
  for (const { start, entity, at, value } of [...rows].sort(byTime)) listsAt(start).add(entity, at, value);
  for (const { start, entity, beyond } of left) listsAt(start).addBeyond(entity, beyond);
  for (const [start, lists] of [...buckets].sort(([a], [b]) => a - b)) yield* lists.observations(type, start, width);
}

function byTime(a: Row, b: Row): number {
  if (a.at !== b.at) return a.at - b.at;
  return a.id === b.id ? 0 : a.id < b.id ? -1 : 1;
}
