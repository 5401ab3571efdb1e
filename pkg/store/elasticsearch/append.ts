import type { Millis } from '../../model';
import { mend } from '../encoding/mend';
import type { Appended } from '../store';
import type { BodyMemory } from './body-memory';
import { BulkBatch, type Arrived } from './bulk-batch';
import { creations } from './bulk-body';
import { deliver, patiently, type Item, type Outcome, type Said } from './deliver';
import { eraseThese } from './erase';
import { asked } from './failure';
import { generation, type Indices } from './indices';
import { LineCutter } from './lines';
import { isOwnLine } from './own-line';
import type { Pace } from './pace';

/** Of one request: both are limits. Large requests cost the cluster memory, small ones round trips. */
const ITEMS = 4_000;
export const BYTES = 4 * 1024 * 1024;
/** Batches in the making at once. How many requests are on the wire is the pace's matter. */
export const AHEAD = 4;

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
export async function append(
  indices: Indices,
  pace: Pace,
  blocks: AsyncIterable<Buffer> | Iterable<Buffer>,
  arrival: Arrival,
  memory: BodyMemory
): Promise<Appended> {
  const [tally, refused] = [{ stored: 0, duplicates: 0 }, [] as Refused[]];
  const running = new Set<Promise<void>>();
  let failure: { readonly error: unknown } | undefined;
  const start = (batch: BulkBatch): void => {
    const done: Promise<void> = appendBatch(indices, pace, batch)
      .then(({ outcomes, tries }) => {
        count(outcomes, tally, refused);
        // A request that was given up may still be on its way.
        if (tries === 1) memory.give(batch.memory);
      })
      .catch((error: unknown) => void (failure ??= { error }))
      .finally(() => running.delete(done));
    running.add(done);
  };
  for await (const batch of batches(blocks, arrival, refused, memory)) {
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

/** @param blocks each may be written over when the next is asked for */
async function* batches(blocks: AsyncIterable<Buffer> | Iterable<Buffer>, arrival: Arrival, refused: Refused[], memory: BodyMemory): AsyncGenerator<BulkBatch> {
  const full: BulkBatch[] = [];
  let batch = new BulkBatch(memory.take());
  const arrive = arriving(arrival, refused);
  let place = 0;
  const lines = new LineCutter((bytes, start, end) => {
    arrive(batch, { bytes, start, end }, place++);
    if (batch.items.length < ITEMS && batch.size < BYTES) return;
    full.push(batch);
    batch = new BulkBatch(memory.take());
  });
  for await (const block of blocks) {
    lines.push(block);
    yield* full.splice(0);
  }
  lines.end();
  yield* full;
  if (batch.items.length > 0) yield batch;
  else memory.give(batch.memory);
}

interface Line {
  readonly bytes: Buffer;
  readonly start: number;
  readonly end: number;
}

/** Adds a line to a batch as it is sent, with the time of its ingest; not what is left out or refused. */
function arriving({ ingested, withoutId }: Arrival, refused: Refused[]): (batch: BulkBatch, line: Line, place: number) => void {
  const own = { 'event.ingested': new Date(ingested).toISOString() };
  const time = Buffer.from(own['event.ingested']);
  return (batch, at, place) => {
    if (isOwnLine(at.bytes, at.start, at.end)) {
      batch.addOwn(at, time, place);
      return;
    }
    const line = Buffer.from(at.bytes.subarray(at.start, at.end));
    const mended = mend(line, own);
    if ('line' in mended) batch.add({ id: mended.id, source: mended.line, line, place });
    else if ('refused' in mended || withoutId === 'refuse') {
      refused.push({ place, line: text(line), reason: 'refused' in mended ? mended.refused : 'no habitus.id' });
    }
  };
}

function text(line: Uint8Array): string {
  return Buffer.from(line).toString('utf8');
}

interface Done {
  readonly outcomes: Outcome[];
  /** How often something of it was sent. */
  readonly tries: number;
}

async function appendBatch(indices: Indices, pace: Pace, { items: batch, body }: BulkBatch): Promise<Done> {
  const { events } = indices.names;
  const { known, writeIndex } = await patiently(pace, async () => {
    await indices.ensure(events);
    const backing = await indices.backing();
    return { known: await idsIn(indices, backing.slice(0, -1), batch), writeIndex: backing.at(-1) };
  });
  const outcomes: Outcome[] = known.size === 0 ? [] : batch.filter(({ id }) => known.has(id)).map((item) => ({ item, result: 'duplicate' }));
  const fresh = known.size === 0 ? batch : batch.filter(({ id }) => !known.has(id));
  let tries = 0;
  const send = async (items: readonly Item[]): Promise<Said[]> => {
    tries++;
    return await create(indices, items.length === batch.length ? body : creations(items));
  };
  outcomes.push(...(await deliver(fresh, send, pace)));
  indices.wrote(events);
  return { outcomes: await patiently(pace, () => withoutTwins(indices, outcomes, writeIndex)), tries };
}

async function create(indices: Indices, body: Buffer): Promise<Said[]> {
  const { client, names } = indices;
  const answer = await client.bulk(
    {
      index: names.events,
      // The client hands bytes on as they are; its types do not say so.
      operations: body as unknown as string[],
      ...indices.required,
    },
    { maxRetries: 0 }
  );
  const said = answer.items.map(({ create: item }): Said => {
    const { status = 503, _index: index, error } = item ?? {};
    if (error !== undefined) return { status, ...(index !== undefined && { index }), reason: reasonOf(error) };
    return index === undefined ? { status } : { status, index };
  });
  if (said.some(({ status }) => status === 404)) await indices.makeAgain(names.events);
  return said;
}

function reasonOf(error: { type?: string; reason?: string | null }): string {
  const reason = error.reason?.replace(/ Preview of field's value.*/s, '');
  return [error.type, reason].filter((part) => part !== undefined && part !== '').join(': ');
}

/**
 * What lies in two indices after a roll-over during our write: the older one stays. Whoever writes across a roll-over looks, so that of two
 * writers of one event at least one sees both.
 */
async function withoutTwins(indices: Indices, outcomes: readonly Outcome[], before: string | undefined): Promise<Outcome[]> {
  const since = (await indices.backing()).filter((index) => before === undefined || generation(index) >= generation(before));
  if (since.length < 2) return [...outcomes];
  const created = outcomes.filter(({ result }) => result === 'created').map(({ item }) => item);
  const seen = new Set<string>();
  const twins: { _index: string; _id: string }[] = [];
  for (const index of since) {
    for (const id of await idsIn(indices, [index], created)) {
      if (seen.has(id)) twins.push({ _index: index, _id: id });
      else seen.add(id);
    }
  }
  if (twins.length > 0) await eraseThese(indices, twins);
  const erased = new Set(twins.map(({ _index, _id }) => `${_index} ${_id}`));
  return outcomes.map((outcome) => (erased.has(`${outcome.index} ${outcome.item.id}`) ? { item: outcome.item, result: 'duplicate' } : outcome));
}

/** Which of the ids the indices hold, by real-time reads: nothing needs to be refreshed. Few indices are older, and ids of other hours cost next to nothing. */
async function idsIn({ client }: Indices, older: readonly string[], items: readonly Pick<Item, 'id'>[]): Promise<Set<string>> {
  const known = new Set<string>();
  if (older.length === 0) return known;
  const ids = items.map(({ id }) => id);
  for (const index of older) {
    const unknown = ids.filter((id) => !known.has(id));
    if (unknown.length === 0) break;
    const { docs } = await asked(client.mget({ index, ids: unknown, _source: false }));
    for (const doc of docs) if ('found' in doc && doc.found) known.add(doc._id);
  }
  return known;
}
