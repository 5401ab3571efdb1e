import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { KEY_FILE, keysOf, readKey } from '../../../pkg/identity/vault/key';
import { Seal } from '../../../pkg/identity/vault/seal';
import { SealedVault } from '../../../pkg/identity/vault/vault';
import { createCollector } from '../../create';
import { openMintPseudonyms, openMintShelf, openMintStore, type MintPlace } from './mint-place';

/** Who is sent as number `n`. The number is sent beside the names, where it stays in clear. */
export const nameOf = (n: number): string => `seedling${n}q`;
export const addressOf = (n: number): string => `203.${(n >> 16) & 255}.${(n >> 8) & 255}.${n & 255}`;

const TOKEN = /\b[a-z]{2,20}-[a-z]{2,12}-[a-z]{2,12}-[0-9a-hjkmnp-tv-z]{10}\b/g;
const RAW = /seedling\d|203\.\d{1,3}\.\d{1,3}\.\d/;

/** What is in a data directory, and its cluster, whose process is gone. */
export interface Minted {
  /** Numbers whose event is stored. */
  readonly stored: ReadonlySet<number>;
  /** All tokens that stand anywhere. */
  readonly tokens: number;
  /** Tokens that the vault has no original of, or another. */
  readonly unsealed: readonly string[];
  /** Numbers that have several tokens. */
  readonly doubled: readonly number[];
  /** Files outside of the vault with an original in them, and `the store`. */
  readonly raw: readonly string[];
}

/** Tokens in the bytes of a directory whose process was killed that its vault, as it was left, does not open. */
export async function unsealedIn(place: MintPlace): Promise<string[]> {
  const found = new Set([...textsOf(place.dir).values()].flatMap((text) => text.match(TOKEN) ?? []));
  // Without a token there may be no key yet.
  if (found.size === 0) return [];
  const keys = keysOf(readKey({}, join(place.dir, KEY_FILE)), 'default');
  const { shelf, end } = await openMintShelf(place);
  const vault = new SealedVault(shelf, new Seal(keys.vault));
  const unsealed: string[] = [];
  for (const token of found) if ((await vault.open(token)) === undefined) unsealed.push(token);
  await vault.close();
  await end();
  return unsealed;
}

interface Stored {
  readonly event: { readonly duration: number };
  readonly user: { readonly name: string };
  readonly source: { readonly address: string };
}

/** Opens the directory anew, delivers what waits, and looks at all events and all bytes. */
export async function mintedIn(place: MintPlace): Promise<Minted> {
  const { dir } = place;
  const texts = textsOf(dir);
  const store = await openMintStore(place);
  const pseudonyms = await openMintPseudonyms(place, store);
  const collector = await createCollector({ store, dir, pseudonyms });
  try {
    await collector.flush();
    const events = (await store.events.find({ from: 0, to: 8e15, limit: 1_000_000 })) as unknown as Stored[];
    const originals = new Map(
      events.flatMap(({ event: { duration: n }, user, source }) => [[user.name, nameOf(n)] as const, [source.address, addressOf(n)] as const])
    );
    const found = new Set([...texts.values()].flatMap((text) => text.match(TOKEN) ?? []).concat([...originals.keys()]));
    const unsealed: string[] = [];
    for (const token of found) {
      const original = await pseudonyms.vault.open(token);
      if (original === undefined || original !== (originals.get(token) ?? original)) unsealed.push(token);
    }
    return {
      stored: new Set(events.map(({ event }) => event.duration)),
      tokens: found.size,
      unsealed,
      doubled: doubledIn(events),
      raw: [...texts, ...textsOf(dir), ['the store', JSON.stringify(events)] as const].flatMap(([path, text]) => (RAW.test(text) ? [path] : [])),
    };
  } finally {
    await collector.stop();
    await pseudonyms.close();
    await store.close();
  }
}

function doubledIn(events: readonly Stored[]): number[] {
  const tokens = new Map<number, Set<string>>();
  for (const { event, user, source } of events) tokens.set(event.duration, (tokens.get(event.duration) ?? new Set()).add(`${user.name} ${source.address}`));
  return [...tokens].flatMap(([n, of]) => (of.size > 1 ? [n] : []));
}

/** The bytes of all files but the vault's. */
function textsOf(dir: string): Map<string, string> {
  const entries = readdirSync(dir, { withFileTypes: true, recursive: true }).filter((entry) => entry.isFile() && !entry.parentPath.endsWith('/vault'));
  return new Map(entries.map(({ parentPath, name }) => [join(parentPath, name), readFileSync(join(parentPath, name), 'latin1')]));
}
