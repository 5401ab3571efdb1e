import { normaliseAddress, type TokenKind } from '../../pkg/identity';
import { namedBy } from './personal-key';
import { finderOf, type Finder } from './pieces';

/** What stands for an original of a kind. */
export type TokenOf = (kind: TokenKind, raw: string) => string;

/** A kind of thing that names somebody wherever it stands, and how it is found. Every expression takes linear time: each part is bounded or cannot match in two ways. */
export interface Pattern {
  /** Without one of these characters there is none. */
  readonly needs: RegExp;
  readonly make: (tokenOf: TokenOf) => Finder;
  /** Only in free text: in ids and words it may be a mere number. */
  readonly isFree?: true;
}

const NUMBER = '[number]';
const CARD = '[card]';
const SECRET = '[secret]';

/** User and password of a URL. */
const userInfo: Pattern = { needs: /@/, make: () => finderOf(/(?<=:\/\/)[^\s/@?#]{1,256}@/g, () => '') };

const mail: Pattern = { needs: /@/, make: (tokenOf) => (text, from) => findMail(text, from, tokenOf) };

/** Folders of people. */
const home: Pattern = {
  needs: /home|Users/,
  make: (tokenOf) =>
    finderOf(/(?<=(?:\/home\/|\/Users\/|:\\{1,2}Users\\{1,2}))[^/\\\s"':;,|<>]{1,64}/g, ([name]) =>
      SHARED.has(name.toLowerCase()) ? undefined : tokenOf('user', name)
    ),
  isFree: true,
};
const SHARED = new Set(['public', 'shared', 'default', 'runner', 'user', 'users']);

const secret: Pattern = {
  needs: /eyJ|[A-Za-z0-9+=]{32}|bearer|basic|pass|pwd|secret|token|key/i,
  make: () =>
    finderOf(
      /eyJ[\w-]{8,}(?:\.[\w-]+){0,2}|(?<=\b(?:bearer|basic) )[^\s"',;]{8,}|(?<=(?:password|passwd|pwd|secret|token|api[_-]?key|access[_-]?key)["']?[=:] ?["']?)[^\s"'&,;]+|[A-Za-z0-9+=]{32,}/gi,
      ([found]) => (found.startsWith('[') ? undefined : SECRET)
    ),
  isFree: true,
};

/** What is said under a key that names somebody: `user=ada`, `"userId": "ada"`. */
const keyed: Pattern = { needs: /[A-Za-z]["']?\s?[=:]/, make: (tokenOf) => (text, from) => findKeyed(text, from, tokenOf), isFree: true };

const device: Pattern = {
  needs: /[:-]/,
  make: (tokenOf) =>
    finderOf(/(?<![0-9A-Fa-f:-])[0-9A-Fa-f]{2}([:-])(?:[0-9A-Fa-f]{2}\1){4}[0-9A-Fa-f]{2}(?![0-9A-Fa-f:-])/g, ([found]) =>
      tokenOf('device', found.toLowerCase())
    ),
};

const ipv4: Pattern = {
  needs: /\d\.\d/,
  make: (tokenOf) => finderOf(/(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?!\d|\.\d)/g, ([found]) => addressIn(found, tokenOf)),
};

/** The same without versions: `Chrome/141.0.0.0`. */
const ipv4Unversioned: Pattern = {
  needs: /\d\.\d/,
  make: (tokenOf) => finderOf(/(?<![\d./])(?:\d{1,3}\.){3}\d{1,3}(?!\d|\.\d)/g, ([found]) => addressIn(found, tokenOf)),
};

/** In names of hosts: `ip-10-1-2-3`. */
const dashed: Pattern = {
  needs: /\d-\d/,
  make: (tokenOf) => finderOf(/(?<=\bip-)(?:\d{1,3}-){3}\d{1,3}(?![\d-])/gi, ([found]) => addressIn(found.replaceAll('-', '.'), tokenOf)),
};

const ipv6: Pattern = {
  needs: /:[^:]*:/,
  make: (tokenOf) =>
    finderOf(/(?<![\w:])[0-9A-Fa-f:]{2,39}(?:%\w{1,16})?(?![\w:])/g, ([found]) =>
      /^:+$/.test(found) || found.indexOf(':') === found.lastIndexOf(':') ? undefined : addressIn(found, tokenOf)
    ),
};

const card: Pattern = {
  needs: /\d{4}/,
  make: () =>
    finderOf(/(?<!\d)[2-6](?:\d{12,18}|\d{3}([ -])\d{4}\1\d{4}\1\d{1,7}|\d{3}([ -])\d{6}\2\d{5})(?!\d)/g, ([found]) => (isLuhn(found) ? CARD : undefined)),
};

const phone: Pattern = {
  needs: /[+)]|\d{3}[ .-]\d{3}/,
  make: () => finderOf(/(?<![\w+])\+\d[\d ()./-]{6,20}\d(?!\d)|(?<!\d)\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}(?!\d)/g, () => NUMBER),
};

const digits: Pattern = { needs: /\d{9}/, make: () => finderOf(/(?<![\d.])\d{9,}/g, () => NUMBER), isFree: true };

/** In the order in which they are looked for. */
export const PATTERNS: readonly Pattern[] = [userInfo, mail, home, keyed, secret, device, ipv4, dashed, ipv6, card, phone, digits];
/** For user agents. */
export const UNVERSIONED: readonly Pattern[] = [userInfo, mail, device, ipv4Unversioned, ipv6, card, phone];

function addressIn(found: string, tokenOf: TokenOf): string | undefined {
  const address = normaliseAddress(found);
  return address === undefined ? undefined : tokenOf('address', address);
}

const KEYED = /(?<![\w.-])([A-Za-z][\w.-]{0,63})["']?\s?[=:]\s?(?:"([^"\\]{1,256})"|'([^'\\]{1,256})'|([^\s"'&,;:=<>{}()[\]]{1,128}))/g;

function findKeyed(text: string, from: number, tokenOf: TokenOf): Found | undefined {
  KEYED.lastIndex = from;
  for (let match = KEYED.exec(text); match !== null; match = KEYED.exec(text)) {
    const quoted = match[2] ?? match[3];
    const value = quoted ?? match[4] ?? '';
    const end = match.index + match[0].length - (quoted === undefined ? 0 : 1);
    const kind = /^[-*]*$/.test(value) ? undefined : namedBy(match[1] ?? '');
    if (kind !== undefined) return { start: end - value.length, end, by: tokenOf(kind, value) };
    // The value may be a key itself: `context: user=ada`.
    KEYED.lastIndex = end - value.length;
  }
  return undefined;
}

const LOCAL = /[^\s@<>()[\]"',;:=|\\/{}&?*!`]/;
const DOMAIN = /[^\s@<>()[\]"',;:=|\\/{}&?*!`%#$+~^_]/;

/** From each `@` outwards: a mail address, or an account on a host. */
function findMail(text: string, from: number, tokenOf: TokenOf): Found | undefined {
  for (let at = text.indexOf('@', from); at >= 0; at = text.indexOf('@', at + 1)) {
    const start = reach(text, at, -1, Math.max(from, at - 64), LOCAL);
    let end = reach(text, at, 1, Math.min(text.length - 1, at + 254), DOMAIN) + 1;
    while (end > at + 1 && /[.-]/.test(text[end - 1] ?? '')) end--;
    if (start < at && end > at + 1) return { start, end, by: tokenOf('user', text.slice(start, end)) };
  }
  return undefined;
}

/** The last place from one on, in a direction and at most to another, that is of the form. */
function reach(text: string, from: number, step: 1 | -1, last: number, form: RegExp): number {
  let at = from;
  while (at !== last && form.test(text[at + step] ?? '')) at += step;
  return at;
}

type Found = NonNullable<ReturnType<Finder>>;

/** ISO/IEC 7812-1: whether the last digit checks the others. */
function isLuhn(text: string): boolean {
  let sum = 0;
  let isDoubled = false;
  for (let place = text.length - 1; place >= 0; place--) {
    const digit = text.charCodeAt(place) - 48;
    if (digit < 0 || digit > 9) continue;
    const value = isDoubled ? digit * 2 : digit;
    sum += value > 9 ? value - 9 : value;
    isDoubled = !isDoubled;
  }
  return sum % 10 === 0;
}
