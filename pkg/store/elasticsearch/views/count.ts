import { bucketStart, type Millis, type Observation } from '../../../model';
import type { CountQuery } from '../../../observe/count-query';
import type { EventStore } from '../../store';
import { tookTooLong } from '../failure';
import { within } from '../span';
import { both, NONE } from './condition';
import { fold, groupedBy } from './fold';
import { groupsOf } from './groups-of';
import { inOrderAhead } from './in-order-ahead';
import { OwnCursor } from './own-cursor';
import { filterFor } from './question';
import type { Answerable, ViewReader } from './reader';
import { singlesOf } from './singles';
import { stepsOf } from './steps';
import { additive, addObservation, Tallies } from './tally';
import { stretchesOf, type Stretch } from './zone';

/**
 * Observations over our own events and those of the views, in order of bucket, then entity. Views are read slice by slice of time, each as long as the cluster
 * answers quickly; a slice is held at a time.
 */
export async function* countWithViews(reader: ViewReader, own: EventStore, query: CountQuery): AsyncGenerator<Observation> {
  const from = await reader.answerable(query);
  if (from.length === 0) {
    yield* own.count(query);
    return;
  }
  if (query.measure.kind === 'single') yield* singlesOf(reader, own, query, from);
  else if (query.measure.kind === 'ordered') yield* stepsOf(reader, own, query, from);
  else yield* tallied(reader, own, query, from);
  reader.answered();
}

async function* tallied(reader: ViewReader, own: EventStore, query: CountQuery, from: readonly Answerable[]): AsyncGenerator<Observation> {
  const { measure, width } = query;
  if (measure.kind === 'single' || measure.kind === 'ordered') return;
  const ours = new OwnCursor(own.count({ ...query, measure: additive(measure) }));
  try {
    for await (const slice of inOrderAhead(slicesOf(reader, query), reader.concurrency, (span) => tallySlice(reader, query, from, span))) {
      for await (const obs of ours.before(slice.to)) addObservation(slice.tallies.at(obs.start, obs.entity.id), measure, obs);
      yield* slice.tallies.observations(query.entity.type, width, measure);
    }
  } finally {
    await ours.close();
  }
}

export interface Span {
  readonly from: Millis;
  readonly to: Millis;
}

export function* slicesOf({ size }: ViewReader, { from, to, width }: Pick<CountQuery, 'from' | 'to' | 'width'>): Generator<Span> {
  for (let at = from; at < to;) {
    const end = size.endOf(at, to, width);
    yield { from: at, to: end };
    at = end;
  }
}

interface Slice {
  readonly to: Millis;
  readonly tallies: Tallies;
}

async function tallySlice(reader: ViewReader, query: CountQuery, from: readonly Answerable[], span: Span): Promise<Slice> {
  const tallies = new Tallies();
  const only = query.only === undefined ? undefined : new Set(query.only);
  for (const one of from) await inHalves(reader, { ...query, ...span }, (part, into) => tallyUnit(reader, part, only, one, into), tallies);
  reader.size.done();
  return { to: span.to, tallies };
}

/** What takes too long for an answer is asked for again in halves, down to one bucket. */
async function inHalves(reader: ViewReader, query: CountQuery, work: (part: CountQuery, into: Tallies) => Promise<void>, tallies: Tallies): Promise<void> {
  const part = new Tallies();
  try {
    await work(query, part);
  } catch (error) {
    const { from, to, width } = query;
    if (!tookTooLong(error) || to - from <= width) throw error;
    reader.size.shrink();
    const middle = from + Math.max(width, bucketStart((to - from) / 2, width));
    await inHalves(reader, { ...query, to: middle }, work, tallies);
    await inHalves(reader, { ...query, from: middle }, work, tallies);
    return;
  }
  tallies.add(part);
}

async function tallyUnit(reader: ViewReader, query: CountQuery, only: ReadonlySet<string> | undefined, one: Answerable, tallies: Tallies): Promise<void> {
  for (const stretch of stretchesOf(one.unit.view.zone, query.from, query.to)) await tallyStretch(reader, query, only, one, stretch, tallies);
}

async function tallyStretch(
  reader: ViewReader,
  query: CountQuery,
  only: ReadonlySet<string> | undefined,
  { unit, question }: Answerable,
  stretch: Stretch,
  tallies: Tallies
): Promise<void> {
  const search = reader.on(unit, reader.size);
  const wanted = await filterFor(unit, query, question, reader.combinationsIn(unit, stretch, search));
  if (wanted === NONE) return;
  const grouping = {
    query: both([unit.filter, within(stretch.from, stretch.to, unit.time), wanted]),
    ...{ time: unit.time, width: query.width, stretch, page: reader.size.page },
    ...groupedBy(query, question),
  };
  for await (const group of groupsOf(search, grouping)) {
    reader.counted(group.events);
    fold(tallies, query, only, question, group);
  }
}
