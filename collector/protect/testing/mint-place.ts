import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { openPseudonyms, type Pseudonyms } from '../../../pkg/identity';
import { openFileShelf } from '../../../pkg/identity/vault/file-shelf';
import { RecordShelf } from '../../../pkg/identity/vault/record-shelf';
import type { Shelf } from '../../../pkg/identity/vault/vault';
import { openDuckdb } from '../../../pkg/store/duckdb/open';
import { openElasticsearch } from '../../../pkg/store/elasticsearch/open';
import type { Store } from '../../../pkg/store/store';

/** Where what is minted lies. */
export interface MintPlace {
  /** Write-ahead log, dead letters, key; without a cluster also the store and the vault. */
  readonly dir: string;
  /** The cluster that holds the store and the vault. */
  readonly url?: string | undefined;
}

const NAMESPACE = 'default';

export async function openMintStore({ dir, url }: MintPlace): Promise<Store> {
  if (url === undefined) return await openDuckdb({ dir, namespace: NAMESPACE, clock: Date.now, memoryLimit: '256MB', leastPart: 200 });
  return openElasticsearch({ nodes: [url], namespace: createHash('sha256').update(dir).digest('hex').slice(0, 12), clock: Date.now });
}

export async function openMintPseudonyms({ dir, url }: MintPlace, store: Store): Promise<Pseudonyms> {
  const isEmpty = async (): Promise<boolean> => (await store.events.extent()).count === 0;
  const place = { dataDir: dir, namespace: NAMESPACE, records: store.records, isShared: url !== undefined, isEmpty };
  const pseudonyms = await openPseudonyms(place, { pseudonyms: true });
  if (pseudonyms === undefined) throw new Error('expected pseudonyms');
  return pseudonyms;
}

/** The place of the vault alone, for one who has the key. @returns `end` closes what was opened */
export async function openMintShelf(place: MintPlace): Promise<{ readonly shelf: Shelf; readonly end: () => Promise<void> }> {
  if (place.url === undefined) return { shelf: await openFileShelf(join(place.dir, 'vault', `${NAMESPACE}.sqlite`)), end: () => Promise.resolve() };
  const store = await openMintStore(place);
  return { shelf: new RecordShelf(store.records), end: async () => await store.close() };
}
