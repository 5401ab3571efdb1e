import { createHmac, createSecretKey } from 'node:crypto';
import { join } from 'node:path';
import { HabitusError } from '../../errors';
import { checkChoice, madeWith, makeChoice, type Wanted } from './choice';
import { openFileShelf } from './file-shelf';
import { keepsOf, type Keeps } from './keeps';
import { generateKey, KEY_FILE, keysOf, readKey, type KeyPlaces, type Keys } from './key';
import { RevealPace } from './reveal-pace';
import { RecordShelf, type Records } from './record-shelf';
import { Seal } from './seal';
import { Tokens } from './tokens';
import { SealedVault, type Vault } from './vault';

/** A namespace's pseudonyms, opened: made by {@link openPseudonyms}. */
export interface Pseudonyms {
  readonly tokens: Tokens;
  readonly vault: Vault;
  /** Of dead letters. */
  readonly letters: Seal;
  readonly keeps: Keeps;
  /** How often each caller may ask for an original. */
  readonly reveals: RevealPace;
  /** A keyed hash, in hexadecimal: ids made of it tell nothing of what they were made of. */
  identity(of: string): string;
  close(): Promise<void>;
}

export interface PseudonymOptions extends Wanted {
  readonly key?: KeyPlaces | undefined;
}

interface PseudonymPlace {
  readonly dataDir: string;
  readonly namespace: string;
  readonly records: Records;
  /** Whether several processes write to the store, so that the vault has to lie there too. */
  readonly isShared: boolean;
  /** Whether the namespace holds nothing yet. */
  isEmpty(): Promise<boolean>;
}

/**
 * The pseudonyms of a namespace, or undefined where it was made without. A new namespace is made with them where they are wanted; a key that nobody gave is
 * then generated into the data directory.
 * @throws HabitusError HAB-VAULT-001 where what is wanted is not what the namespace was made with, HAB-VAULT-002 without its key, HAB-CONF-001
 */
export async function openPseudonyms(place: PseudonymPlace, { key = {}, ...wanted }: PseudonymOptions = {}): Promise<Pseudonyms | undefined> {
  const { dataDir, namespace, records, isShared } = place;
  const made = await madeWith(records);
  if (made === undefined && wanted.pseudonyms !== true) return undefined;
  checkChoice(made, wanted, made !== undefined || (await place.isEmpty()));
  keepsOf(wanted.keep ?? []);
  const generated = join(dataDir, KEY_FILE);
  if (made === undefined && key.file === undefined && key.value === undefined) generateKey(generated);
  const keys = keysOf(readKey(key, generated), namespace);
  const choice = made ?? (await makeChoice(records, keys.check, wanted.keep ?? []));
  if (choice.check !== keys.check) throw new HabitusError('HAB-VAULT-002', 'another');
  const shelf = isShared ? new RecordShelf(records) : await openFileShelf(join(dataDir, 'vault', `${namespace}.sqlite`));
  return assemble(keys, new SealedVault(shelf, new Seal(keys.vault)), keepsOf(choice.keep));
}

function assemble(keys: Keys, vault: Vault, keeps: Keeps): Pseudonyms {
  const identity = createSecretKey(keys.identity);
  return {
    tokens: new Tokens(keys.token, (token, original) => vault.put(token, original)),
    vault,
    letters: new Seal(keys.letters),
    keeps,
    reveals: new RevealPace(),
    identity: (of) => createHmac('sha256', identity).update(of).digest('hex'),
    close: async () => await vault.close(),
  };
}
