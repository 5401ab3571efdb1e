import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Values } from '../config';
import { HabitusError } from '../errors';
import type { PseudonymOptions, Pseudonyms } from '../identity';
import type { Store } from '../store/store';
import type { StoreChoice } from './store-choice';

/** What is configured of pseudonyms. */
export function pseudonymChoice(values: Pick<Values, 'pseudonyms' | 'pseudonymsKey' | 'pseudonymsKeyFile' | 'pseudonymsKeep'>): PseudonymOptions {
  return {
    pseudonyms: values.pseudonyms,
    keep: values.pseudonymsKeep,
    key: { file: values.pseudonymsKeyFile, value: values.pseudonymsKey },
  };
}

interface Place {
  readonly dir: string;
  readonly namespace: string;
  readonly store: Store;
  readonly choice?: StoreChoice | undefined;
}

/** The pseudonyms of the opened namespace, where it has them. @throws HabitusError as `openPseudonyms`; HAB-VAULT-001 also where events of others are read in place, as those name people */
export async function pseudonymsOf({ dir, namespace, store, choice }: Place, options: PseudonymOptions | undefined): Promise<Pseudonyms | undefined> {
  const { openPseudonyms } = await import('../identity/vault');
  const place = { dataDir: dir, namespace, records: store.records, isShared: choice?.elasticsearch !== undefined, isEmpty: () => isEmpty(dir, store) };
  const pseudonyms = await openPseudonyms(place, options);
  if (pseudonyms !== undefined && choice?.views !== undefined) {
    await pseudonyms.close();
    throw new HabitusError('HAB-VAULT-001', '`views`', 'no data views in a namespace with pseudonyms, since what they read names people');
  }
  return pseudonyms;
}

/** Whether nothing was ever received: neither in the store nor on its way there. */
async function isEmpty(dir: string, store: Store): Promise<boolean> {
  if ((await store.events.extent()).count > 0 || (await store.state.keys('')).length > 0) return false;
  const waits = ['wal', 'dead-letters', 'import', 'cursors'].some((folder) => holdsBytes(join(dir, folder)));
  return !waits && !existsSync(join(dir, 'unresolved-names.json'));
}

function holdsBytes(folder: string): boolean {
  return existsSync(folder) && readdirSync(folder).some((name) => statSync(join(folder, name)).size > 0);
}
