import type { Observation } from '../../../model';
import type { CountQuery } from '../../../observe/count-query';
import type { EventStore } from '../../store';
import { slicesOf } from './count';
import { inOrderAhead } from './in-order-ahead';
import { measuredIn, type Measured } from './measured';
import { OwnCursor } from './own-cursor';
import type { Answerable, ViewReader } from './reader';

/** What a slice of time holds: the events of the views, and what our own store observed of its own. */
export interface Slice {
  readonly events: readonly Measured[];
  readonly ours: readonly Observation[];
}

/** Slice after slice, in order of time. Memory: the slices that are read at once. */
export async function* besideOurOwn(reader: ViewReader, own: EventStore, query: CountQuery, from: readonly Answerable[]): AsyncGenerator<Slice> {
  const cursor = new OwnCursor(own.count(query));
  try {
    for await (const { to, events } of inOrderAhead(slicesOf(reader, query), reader.concurrency, (span) => measuredIn(reader, query, from, span))) {
      const ours: Observation[] = [];
      for await (const obs of cursor.before(to)) ours.push(obs);
      yield { events, ours };
    }
  } finally {
    await cursor.close();
  }
}
