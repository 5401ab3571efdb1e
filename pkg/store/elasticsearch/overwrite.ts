import { createHash } from 'node:crypto';
import { deliver, patiently, type Item, type Said } from './deliver';
import { HabitusError } from '../../errors';
import type { Fence } from '../store';
import type { Indices } from './indices';
import type { Names } from './names';
import type { Pace } from './pace';

const ITEMS = 2_000;
const BYTES = 4 * 1024 * 1024;

/**
 * Writes documents over those of the same id; of several with one id the last stays. Durable when it resolves.
 *
 * @param fence the cluster keeps its version with each document and refuses a lower one: what a worker writes that lost its lease
 * @throws HabitusError HAB-STORE-003, -006; -008 when the fence is older than what is there
 */
export async function overwrite(indices: Indices, pace: Pace, name: Names[keyof Names], documents: readonly Item[], fence?: Fence): Promise<void> {
  if (documents.length === 0) return;
  const latest = new Map(documents.map((document) => [document.id, document]));
  const byIndex = await patiently(pace, () => sorted(indices, name, latest.values()));
  const writes = [...byIndex].flatMap(([index, items]) => [...batches(items)].map(async (batch) => await put(indices, pace, { name: index, fence }, batch)));
  await Promise.all(writes);
  indices.wrote(name);
}

/** By the index that each goes to; all of them are there then. */
async function sorted(indices: Indices, name: Names[keyof Names], documents: Iterable<Item>): Promise<Map<string, Item[]>> {
  const byIndex = new Map<string, Item[]>();
  const placeOf = await indices.places(name);
  for (const document of documents) {
    const index = placeOf(document.at);
    const items = byIndex.get(index);
    if (items) items.push(document);
    else byIndex.set(index, [document]);
  }
  await Promise.all([...byIndex.keys()].map(async (index) => await indices.ensure(index)));
  return byIndex;
}

interface Target {
  readonly name: Names[keyof Names];
  readonly fence: Fence | undefined;
}

async function put(indices: Indices, pace: Pace, target: Target, batch: readonly Item[]): Promise<void> {
  const { name } = target;
  const outcomes = await deliver(batch, (items) => send(indices, target, items), pace);
  const refused = outcomes.find(({ result }) => result === 'refused');
  if (refused !== undefined) throw new HabitusError('HAB-STORE-007', `${name}: ${refused.reason}`);
}

async function send(indices: Indices, { name, fence }: Target, items: readonly Item[]): Promise<Said[]> {
  const version = fence === undefined ? '' : `,"version":${fence.version},"version_type":"external_gte"`;
  const body = items.flatMap(({ id, source }) => [`{"index":{"_id":${JSON.stringify(id)}${version}}}`, source]);
  const answer = await indices.client.bulk({ index: name, operations: body }, { maxRetries: 0 });
  const said = answer.items.map(({ index: item }) => ({
    status: item?.status ?? 503,
    ...(item?.error && { reason: `${item.error.type}: ${item.error.reason}` }),
  }));
  const newer = said.find(({ status }) => status === 409);
  if (newer !== undefined) throw new HabitusError('HAB-STORE-008', `${fence?.name ?? 'a write'} in ${name}: ${newer.reason ?? ''}`);
  if (said.some(({ status }) => status === 404)) await indices.makeAgain(name);
  return said;
}

function* batches(items: readonly Item[]): Generator<Item[]> {
  let [batch, bytes]: [Item[], number] = [[], 0];
  for (const item of items) {
    batch.push(item);
    bytes += item.source.length;
    if (batch.length >= ITEMS || bytes >= BYTES) {
      yield batch;
      [batch, bytes] = [[], 0];
    }
  }
  if (batch.length > 0) yield batch;
}

/** Elasticsearch takes ids of 512 bytes. */
const LONGEST_ID = 512;

/** The parts as one readable id, or their hash where that would be too long. No part may hold a newline but the last. */
export function idOf(...parts: readonly (string | number)[]): string {
  const id = parts.join('\n');
  return Buffer.byteLength(id) <= LONGEST_ID ? id : createHash('sha256').update(id).digest('hex');
}
