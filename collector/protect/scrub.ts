import { LRUCache } from 'lru-cache';
import type { Among, KnownNames } from './known';
import { PATTERNS, UNVERSIONED, type Pattern, type TokenOf } from './patterns';
import { replaceIn, type Finder, type Pieces } from './pieces';

/** How closely a text is looked at, see `Treatment`; `site`: as `word`, but names of hosts go, also those of letters alone. */
export type Flavour = 'text' | 'id' | 'word' | 'agent' | 'site';

const AMONG: Readonly<Partial<Record<Flavour, Among>>> = { word: 'beyond letters', site: 'hosts' };

interface Search {
  readonly needs: RegExp;
  readonly find: Finder;
}

/** Short texts that hold no pattern: most fields say the same few things again and again. */
const REMEMBERED = 20_000;
const SHORT = 200;

/**
 * Replaces what names somebody in a text: names that the event is known to hold, and mail addresses, addresses, cards, phone and other long numbers,
 * secrets. Linear in the text. Idempotent but for names: what stands for something is not looked at again.
 */
export class Scrubber {
  private readonly searches: Readonly<Record<Flavour, readonly Search[]>>;
  private readonly harmless = new LRUCache<string, true>({ max: REMEMBERED });

  public constructor(tokenOf: TokenOf) {
    const made = (patterns: readonly Pattern[]): Search[] => patterns.map(({ needs, make }) => ({ needs, find: make(tokenOf) }));
    const narrow = made(PATTERNS.filter(({ isFree }) => isFree !== true));
    this.searches = { text: made(PATTERNS), id: narrow, word: narrow, site: narrow, agent: made(UNVERSIONED) };
  }

  public scrub(text: string, flavour: Flavour, names: KnownNames): string {
    const plain = decoded(text);
    const pieces = this.search(plain, flavour, names);
    return pieces.length === 1 ? text : pieces.join('');
  }

  private search(text: string, flavour: Flavour, names: KnownNames): Pieces {
    let pieces: Pieces = [text];
    const key = text.length <= SHORT ? `${flavour}${text}` : undefined;
    if (key !== undefined && this.harmless.has(key)) return searchNames(pieces, names, flavour);
    // Mail addresses and what stands in URLs before names: a name may be a part of them.
    const [first, second, ...rest] = this.searches[flavour];
    for (const search of [first, second]) if (search?.needs.test(text) === true) pieces = replaceIn(pieces, search.find);
    const before = pieces.length;
    pieces = searchNames(pieces, names, flavour);
    const named = pieces.length;
    for (const { needs, find } of rest) if (needs.test(text)) pieces = replaceIn(pieces, find);
    if (key !== undefined && before === 1 && pieces.length === 1 && named === 1) this.harmless.set(key, true);
    return pieces;
  }
}

function searchNames(pieces: Pieces, names: KnownNames, flavour: Flavour): Pieces {
  const list = names.longestFirst(AMONG[flavour] ?? 'all');
  if (list.length === 0) return pieces;
  const lower = folded(pieces.length === 1 ? (pieces[0] ?? '') : pieces.join('\n'));
  let searched = pieces;
  for (const { text, token } of list) if (lower.includes(text)) searched = replaceIn(searched, nameFinder(text, token));
  return searched;
}

function nameFinder(name: string, token: string): Finder {
  // Asked again behind each find: the text is folded once.
  let [known, lower] = ['', ''];
  return (text, from) => {
    if (text.length - from < name.length) return undefined;
    if (text !== known) [known, lower] = [text, folded(text)];
    for (let start = lower.indexOf(name, from); start >= 0; start = lower.indexOf(name, start + 1)) {
      const end = start + name.length;
      if (!(isWord(lower, start - 1) && isWord(lower, start)) && !(isWord(lower, end - 1) && isWord(lower, end))) return { start, end, by: token };
    }
    return undefined;
  };
}

/** In lower case, letter for letter. */
function folded(text: string): string {
  const lower = text.toLowerCase();
  return lower.length === text.length ? lower : Array.from({ length: text.length }, (_, at) => text.charAt(at).toLowerCase().charAt(0)).join('');
}

/** A letter or digit; what joins words (`_`, `-`) is none. */
function isWord(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return (
    (code >= 0x61 && code <= 0x7a) || (code >= 0x30 && code <= 0x39) || (code >= 0xc0 && code !== 0xd7 && code !== 0xf7 && !(code >= 0x2000 && code <= 0x206f))
  );
}

const ENCODED = /%[0-9A-Fa-f]{2}/;

/** Without percent-encoding, also where it was encoded twice. */
function decoded(text: string): string {
  if (!ENCODED.test(text)) return text;
  const once = decodedOnce(text);
  return ENCODED.test(once) ? decodedOnce(once) : once;
}

function decodedOnce(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text.replace(/%([2-7][0-9A-Fa-f])/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  }
}
