import type { Client } from '@elastic/elasticsearch';
import { createReadStream, createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { finished } from 'node:stream/promises';
import { openElasticsearch } from '../../../pkg/store/elasticsearch/open';
import type { Server } from '../../../pkg/store/elasticsearch/testing/start-server';
import { cpuSeconds, seconds } from '../../scratch';
import { cpuSecondsOf } from './server-process';

/** Of a request: what the bare client sends is as large as what ours does. */
const ITEMS = 4_000;
const AT_ONCE = 2;

export async function writeLines(dir: string, name: string, lines: Iterable<string>): Promise<{ readonly path: string; readonly events: number }> {
  const path = join(dir, `${name}.ndjson`);
  const stream = createWriteStream(path, { highWaterMark: 1 << 20 });
  let events = 0;
  for (const line of lines) {
    events += 1;
    if (!stream.write(`${line}\n`)) await once(stream, 'drain');
  }
  stream.end();
  await finished(stream);
  return { path, events };
}

/** A file of events through the store, as the write-ahead log hands them over; and through the client alone: no look-up, no retry, no roll-over. */
export async function ingestOnce(server: Server, client: Client, path: string, attempt: number): Promise<Record<string, number>> {
  const ours = `ours${attempt}`;
  const store = await openElasticsearch({ nodes: [server.url], namespace: ours, clock: Date.now });
  const through = async (work: () => Promise<unknown>): Promise<{ took: number; own: number; server: number }> => {
    const [own, theirs] = [cpuSeconds(), cpuSecondsOf(server.pid)];
    const took = await seconds(work);
    return { took, own: cpuSeconds() - own, server: cpuSecondsOf(server.pid) - theirs };
  };
  let events = 0;
  const bare = (name: string) => async (): Promise<void> => void (events = await bareBulk(client, name, path));
  // Who goes first meets the server as the other left it: in turns.
  const first = attempt % 2 === 0 ? undefined : await through(bare(`bare${attempt}`));
  const own = await through(async () => await store.events.appendFile(path));
  const alone = first ?? (await through(bare(`bare${attempt}`)));
  await store.close();
  return {
    ours: events / own.took,
    bare: events / alone.took,
    overhead: 100 * (own.took / alone.took - 1),
    serverOverhead: 100 * (own.server / alone.server - 1),
    perServerCpu: events / own.server,
    perOwnCpu: events / own.own,
    bytes: (await bytesOf(client, `logs-habitus.events-${ours}`)) / events,
  };
}

/** Into an index of the same mapping. @returns how many were created */
async function bareBulk(client: Client, name: string, path: string): Promise<number> {
  const index = `habitus.events-${name}-000001`;
  await client.indices.create({ index });
  let created = 0;
  const running = new Set<Promise<void>>();
  const send = async (batch: readonly string[]): Promise<void> => {
    const operations = batch.flatMap((line) => [`{"create":{"_id":"${/"habitus\.id":"(\w+)"/.exec(line)?.[1] ?? ''}"}}`, line]);
    const { items } = await client.bulk({ index, operations });
    created += items.filter(({ create }) => create?.status === 201).length;
  };
  for await (const batch of batches(path)) {
    const sending: Promise<void> = send(batch).finally(() => running.delete(sending));
    running.add(sending);
    if (running.size >= AT_ONCE) await Promise.race(running);
  }
  await Promise.all(running);
  return created;
}

async function* batches(path: string): AsyncGenerator<string[]> {
  let batch: string[] = [];
  for await (const line of createInterface({ input: createReadStream(path) })) {
    if (batch.push(line) < ITEMS) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

/** On disk, in one segment each; what is not there counts nothing. */
export async function bytesOf(client: Client, index: string | string[]): Promise<number> {
  const there = { index, ignore_unavailable: true };
  await client.indices.forcemerge({ ...there, max_num_segments: 1 });
  await client.indices.flush(there);
  const { _all: all } = await client.indices.stats({ ...there, metric: ['store'] } as never);
  return all.primaries?.store?.size_in_bytes ?? NaN;
}
