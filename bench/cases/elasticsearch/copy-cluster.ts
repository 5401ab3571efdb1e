import type { Client, estypes } from '@elastic/elasticsearch';
import { setTimeout } from 'node:timers/promises';
import type { Anomaly, EntityType, Receipt } from '../../../pkg/model';
import { decode, encode } from '../../../pkg/store/encoding/json';
import { idOf } from '../../../pkg/store/elasticsearch/overwrite';
import { anomalyIn, isCopied, nameIn, receiptIn } from './copies';

type Document = Readonly<Record<string, unknown>>;
/** A document of a copy with its id; undefined: it is about all, and there is one. */
type Copying = (copy: number, document: Document) => readonly [id: string, document: Document] | undefined;

const PAGE = 1_000;
const AT_ONCE = 3;

/** What pages read. Findings by themselves, states and epochs are read by none. */
const KINDS: Readonly<Record<'observations' | 'risk' | 'receipts' | 'anomalies', Copying>> = {
  observations: (copy, document) => {
    const entity = entityOf(document);
    if (!isCopied(entity.type)) return undefined;
    const id = nameIn(copy, entity);
    return [idOf(Number(document['day']), String(document['feature']), entity.type, id), { ...document, 'entity.id': id }];
  },
  risk: (copy, document) => {
    const entity = entityOf(document);
    if (!isCopied(entity.type)) return undefined;
    const id = nameIn(copy, entity);
    return [idOf(Number(document['moment']), entity.type, id), { ...document, 'entity.id': id }];
  },
  receipts: (copy, document) => {
    const receipt = receiptIn(copy, decode<Receipt>(String(document['body'])));
    return [idOf(receipt.id), { ...document, id: receipt.id, body: encode(receipt) }];
  },
  anomalies: (copy, document) => {
    const anomaly = anomalyIn(copy, decode<Anomaly>(String(document['body'])));
    const { id, case: within, entity } = anomaly;
    return isCopied(entity.type) ? [idOf(id), { ...document, id, case: within, 'entity.id': entity.id, body: encode(anomaly) }] : undefined;
  },
};

function entityOf(document: Document): { readonly type: EntityType; readonly id: string } {
  return { type: document['entity.type'] as EntityType, id: String(document['entity.id']) };
}

/** Multiplies what a true backfill left in a namespace: every document that pages read, so many more times under other names. @returns how many were written */
export async function copyInCluster(client: Client, namespace: string, copies: number): Promise<number> {
  let written = 0;
  for (const [kind, copying] of Object.entries(KINDS)) {
    const index = [`habitus.${kind}-${namespace}`, `habitus.${kind}-${namespace}.*`];
    written += await copyKind(client, index, copies, copying);
    await client.indices.refresh({ index, ignore_unavailable: true });
  }
  await mergesDone(client);
  return written;
}

const LOOK_EVERY = 1_000;
/** Merges of ten million documents take a minute or two on two cores. */
const MOST_LOOKS = 300;

/** Ninety days are not written in five minutes: their segments are merged long before anybody asks. */
async function mergesDone(client: Client): Promise<void> {
  for (let look = 0; look < MOST_LOOKS; look++) {
    const { _all: all } = await client.indices.stats({ metric: 'merge' });
    if ((all.total?.merges?.current ?? 0) === 0) return;
    await setTimeout(LOOK_EVERY);
  }
}

async function copyKind(client: Client, index: string[], copies: number, copying: Copying): Promise<number> {
  const running = new Set<Promise<void>>();
  let written = 0;
  for await (const hits of pagesOf(client, index)) {
    for (let copy = 1; copy <= copies; copy++) {
      const operations = hits.flatMap(({ _index, _source }) => {
        const made = copying(copy, _source as Document);
        return made ? [JSON.stringify({ index: { _index, _id: made[0] } }), JSON.stringify(made[1])] : [];
      });
      if (operations.length === 0) continue;
      const sending: Promise<void> = send(client, operations).finally(() => running.delete(sending));
      running.add(sending);
      written += operations.length / 2;
      if (running.size >= AT_ONCE) await Promise.race(running);
    }
  }
  await Promise.all(running);
  return written;
}

async function send(client: Client, operations: string[]): Promise<void> {
  const { errors } = await client.bulk({ operations, filter_path: ['errors'] } as never);
  if (errors) throw new Error('expected every copy to be taken');
}

/** As they are when it begins: what is copied is not copied again. */
async function* pagesOf(client: Client, index: string[]): AsyncGenerator<estypes.SearchHit[]> {
  const { id } = await client.openPointInTime({ index, keep_alive: '10m', ignore_unavailable: true });
  let after: estypes.SortResults | undefined;
  do {
    const { hits } = await client.search({
      pit: { id, keep_alive: '10m' },
      size: PAGE,
      sort: ['_shard_doc'],
      track_total_hits: false,
      ...(after && { search_after: after }),
    });
    yield hits.hits;
    after = hits.hits.length < PAGE ? undefined : hits.hits.at(-1)?.sort;
  } while (after !== undefined);
  await client.closePointInTime({ id });
}
