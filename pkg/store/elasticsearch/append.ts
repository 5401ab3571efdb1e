import type { Millis } from '../../model';
import { mend } from '../duckdb/mend';
import type { Appended } from '../store';
import { deliver, type Item, type Outcome, type Said } from './deliver';
import { eraseThese } from './erase';
import { asked } from './failure';
import { generation, type Indices } from './indices';
import { linesOf } from './lines';
import type { Pace } from './pace';

/** Of one request: both are limits. Large requests cost the cluster memory, small ones round trips. */
const ITEMS = 4_000;
const BYTES = 4 * 1024 * 1024;
/** Batches in the making at once. How many requests are on the wire is the pace's matter. */
const AHEAD = 4;

interface Arrived extends Item {
  readonly line: Uint8Array;
  readonly place: number;
}

interface Refused {
  readonly place: number;
  readonly line: string;
  readonly reason: string;
}

/**
 * Stores event lines by `create` with their own id, so that a second delivery is a conflict and no event. Ids are looked up in the older
 * indices of the events too, since a conflict is known within one index only. All of it is durable when it resolves.
 *
 * @param arrival when they came in, and what to do with a JSON object that has no `habitus.id`
 * @throws HabitusError HAB-STORE-003 or -006 when the cluster does not take them; what was taken by then stays and is found again
 */
export async function append(indices: Indices, pace: Pace, blocks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>, arrival: Arrival): Promise<Appended> {
  const [tally, refused] = [{ stored: 0, duplicates: 0 }, [] as Refused[]];
  const running = new Set<Promise<void>>();
  let failure: { readonly error: unknown } | undefined;
  const start = (batch: readonly Arrived[]): void => {
    const done: Promise<void> = appendBatch(indices, pace, batch)
      .then((result) => count(result, tally, refused))
      .catch((error: unknown) => void (failure ??= { error }))
      .finally(() => running.delete(done));
    running.add(done);
  };
  for await (const batch of batches(linesOf(blocks), arrival, refused)) {
    start(batch);
    if (running.size >= AHEAD) await Promise.race(running);
    if (failure !== undefined) break;
  }
  await Promise.all(running);
  if (failure !== undefined) throw failure.error;
  return { ...tally, refused: refused.sort((a, b) => a.place - b.place).map(({ line, reason }) => ({ line, reason })) };
}

function count(outcomes: readonly Outcome[], tally: { stored: number; duplicates: number }, refused: Refused[]): void {
  for (const { item, result, reason } of outcomes) {
    if (result === 'created') tally.stored += 1;
    else if (result === 'duplicate') tally.duplicates += 1;
    else refused.push({ place: (item as Arrived).place, line: text((item as Arrived).line), reason: reason ?? 'refused' });
  }
}

interface Arrival {
  readonly ingested: Millis;
  readonly withoutId: 'skip' | 'refuse';
}

async function* batches(lines: AsyncIterable<Uint8Array>, arrival: Arrival, refused: Refused[]): AsyncGenerator<Arrived[]> {
  const arrive = arriving(arrival, refused);
  let [batch, bytes, place]: [Arrived[], number, number] = [[], 0, 0];
  for await (const line of lines) {
    batch.push(...arrive(line, place++));
    bytes += line.length;
    if (batch.length >= ITEMS || bytes >= BYTES) {
      yield batch;
      [batch, bytes] = [[], 0];
    }
  }
  if (batch.length > 0) yield batch;
}

/** A line as it is sent, with the time of its ingest; none for what is left out or refused. */
function arriving({ ingested, withoutId }: Arrival, refused: Refused[]): (line: Uint8Array, place: number) => Arrived[] {
  const own = { 'event.ingested': new Date(ingested).toISOString() };
  return (line, place) => {
    const mended = mend(line, own);
    if ('line' in mended) return [{ id: mended.id, source: mended.line, line: line.slice(), place }];
    const reason = 'refused' in mended ? mended.refused : 'no habitus.id';
    if ('refused' in mended || withoutId === 'refuse') refused.push({ place, line: text(line), reason });
    return [];
  };
}

function text(line: Uint8Array): string {
  return Buffer.from(line).toString('utf8');
}

async function appendBatch(indices: Indices, pace: Pace, batch: readonly Arrived[]): Promise<Outcome[]> {
  const { events } = indices.names;
  await indices.ensure(events);
  const backing = await indices.backing();
  const older = backing.slice(0, -1);
  const known = await idsIn(
    indices,
    older,
    batch.map(({ id }) => id)
  );
  const outcomes: Outcome[] = batch.filter(({ id }) => known.has(id)).map((item) => ({ item, result: 'duplicate' }));
  outcomes.push(
    ...(await deliver(
      batch.filter(({ id }) => !known.has(id)),
      (items) => create(indices, items),
      pace
    ))
  );
  indices.wrote(events);
  return withoutTwins(indices, outcomes, backing.at(-1));
}

async function create(indices: Indices, items: readonly Item[]): Promise<Said[]> {
  const { client, names } = indices;
  const body = items.flatMap(({ id, source }) => [`{"create":{"_id":${JSON.stringify(id)}}}`, source]);
  const answer = await client.bulk({ index: names.events, operations: body }, { maxRetries: 0 });
  return answer.items.map(({ create: said }) => ({
    status: said?.status ?? 503,
    ...(said?._index !== undefined && { index: said._index }),
    ...(said?.error && { reason: reasonOf(said.error) }),
  }));
}

function reasonOf(error: { type?: string; reason?: string | null; caused_by?: { reason?: string | null } }): string {
  return [error.type, error.reason, error.caused_by?.reason].filter((part) => part !== undefined && part !== null && part !== '').join(': ');
}

/** A roll-over between our look and our write: what went into a newer index and lies in an older one too is taken back. */
async function withoutTwins(indices: Indices, outcomes: readonly Outcome[], writeIndex: string | undefined): Promise<Outcome[]> {
  const newer = outcomes.filter(({ index }) => index !== undefined && writeIndex !== undefined && generation(index) > generation(writeIndex));
  if (newer.length === 0) return [...outcomes];
  const older = (await indices.backing()).filter((index) => newer.every((outcome) => generation(index) < generation(outcome.index!)));
  const twins = await idsIn(
    indices,
    older,
    newer.map(({ item }) => item.id)
  );
  const again = newer.filter(({ item }) => twins.has(item.id));
  if (again.length > 0) {
    await eraseThese(
      indices,
      again.map(({ item, index }) => ({ _index: index!, _id: item.id }))
    );
  }
  return outcomes.map((outcome) => (again.includes(outcome) ? { item: outcome.item, result: 'duplicate' } : outcome));
}

/** Which of the ids the indices hold, by real-time reads: nothing needs to be refreshed. Few indices are older, and ids of other hours cost next to nothing. */
async function idsIn({ client }: Indices, older: readonly string[], ids: readonly string[]): Promise<Set<string>> {
  const known = new Set<string>();
  for (const index of older) {
    const unknown = ids.filter((id) => !known.has(id));
    if (unknown.length === 0) break;
    const { docs } = await asked(client.mget({ index, ids: unknown, _source: false }));
    for (const doc of docs) if ('found' in doc && doc.found) known.add(doc._id);
  }
  return known;
}
