import type { EventWriter } from '../source';
import { text } from '../reading';

/** What a record says of one person or account, as far as it says it. */
export interface Who {
  readonly name?: string | undefined;
  /** A name to be kept as it came, where the sender's users sign in by mail addresses: domain and mail are still taken from it. */
  readonly login?: string | undefined;
  readonly domain?: string | undefined;
  readonly email?: string | undefined;
  readonly id?: string | undefined;
  readonly fullName?: string | undefined;
}

/**
 * Reads one text that names a person: a mail address or user principal name, `DOMAIN\user`, a distinguished name, a SID, a GUID, a bare name.
 * The case stays as it came. Undefined for what senders write when nobody is meant (`-`, `N/A`, the null SID, the zero GUID).
 */
export function readWho(given: unknown): Who | undefined {
  // A guest of SharePoint, and a mail address that an exporter escaped once too often.
  const said = named(given)
    ?.replace(/^urn:spo:guest#/i, '')
    .replace(/(?<!\\)\\{1,4}$/, '');
  if (said === undefined || said === '') return undefined;
  if (isOpaque(said)) return { id: said.replace(/^\{|\}$/g, '') };
  return distinguished(said) ?? downLevel(said) ?? mail(said) ?? { name: said };
}

/**
 * Writes who acts (`user`), who is acted on (`user.target`) or whose rights are used (`user.effective`). A text is read by its form; of an object each
 * part is written as named, and a name that is a mail address, `DOMAIN\user` or a distinguished name is taken apart. Names and mail addresses go to `related.user`.
 * @param isUnknown the sender says that no account has this name: it gets `labels.invalid_user` and makes no entity
 * Without an id, or with a bare number, the entity is the mail address, else `DOMAIN\user`, else the name, so that two domains may hold the same name.
 */
export function writeUser(out: EventWriter, given: unknown, role: 'user' | 'user.target' | 'user.effective' = 'user', isUnknown = false): void {
  const who = typeof given === 'object' && given !== null ? whole(given as Who) : readWho(given);
  if (who === undefined) return;
  if (who.id !== undefined) out.text(`${role}.id`, who.id);
  if (who.name !== undefined) out.text(`${role}.name`, who.name);
  if (who.domain !== undefined) out.text(`${role}.domain`, who.domain);
  if (role !== 'user.effective') writePerson(out, who, role, isUnknown);
  for (const name of [who.name, who.email]) if (name !== undefined) out.add('related.user', name);
}

/** A text that names somebody, or undefined where it says that there is nobody. */
export function named(given: unknown): string | undefined {
  const said = text(given);
  return said === undefined || NOBODY.test(said) ? undefined : said;
}

function writePerson(out: EventWriter, who: Who, role: 'user' | 'user.target', isUnknown: boolean): void {
  if (who.email !== undefined) out.text(`${role}.email`, who.email);
  if (who.fullName !== undefined) out.text(`${role}.full_name`, who.fullName);
  if (isUnknown) out.label('invalid_user', 'true');
  // A bare number is an account's number somewhere, and says less than a name.
  if (isUnknown || (who.id !== undefined && !/^\d+$/.test(who.id))) return;
  const key = who.email ?? (who.domain !== undefined && who.name !== undefined ? `${who.domain}\\${who.name}` : who.name);
  if (key !== undefined) out.text(role === 'user' ? 'habitus.entity.actor.user' : 'habitus.entity.target.user', key.toLowerCase());
}

function whole(given: Who): Who {
  const login = named(given.login);
  const byName = readWho(given.name ?? login);
  const byMail = mail(named(given.email) ?? '');
  const id = named(given.id);
  return {
    id: id ?? byName?.id,
    name: login ?? byName?.name ?? byMail?.name,
    domain: named(given.domain) ?? byName?.domain ?? byMail?.domain,
    email: byMail?.email ?? byName?.email,
    fullName: named(given.fullName),
  };
}

const NOBODY =
  /^(?:n\/?a|none|undefined|unknown|anonymous|not available|not applicable|<unknown>|\(?null\)?|nil|S-1-0-0|NULL SID|\{?0{8}-0{4}-0{4}-0{4}-0{12}\}?)$/i;

const SID = /^S-1-\d{1,15}(?:-\d{1,12}){1,16}$/i;
const GUID = /^\{?[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\}?$/i;

function isOpaque(said: string): boolean {
  return SID.test(said) || GUID.test(said);
}

/** `CN=Weber\, Ada,OU=Staff,DC=acme,DC=example`: the first common name or user id, and the domain of its components. */
function distinguished(said: string): Who | undefined {
  if (!/^(?:CN|UID|OU)\s{0,4}=/i.test(said)) return undefined;
  const parts = said.split(/(?<!\\),\s*/).map((part): [string, string] => {
    const equals = part.indexOf('=');
    return [part.slice(0, equals).trim().toUpperCase(), part.slice(equals + 1).replace(/\\([,+"\\<>;= ])/g, '$1')];
  });
  const name = parts.find(([type]) => type === 'CN' || type === 'UID')?.[1];
  const domain = parts.flatMap(([type, value]) => (type === 'DC' ? [value] : [])).join('.');
  return name === undefined ? undefined : { name, domain: domain === '' ? undefined : domain };
}

/** `DOMAIN\user`, also with the backslash doubled by an exporter; `.\user` is local to the host. */
function downLevel(said: string): Who | undefined {
  const parts = /^([^\\/@]{1,255})\\{1,2}([^\\]{1,255})$/.exec(said);
  if (parts === null) return undefined;
  return { name: parts[2], domain: parts[1] === '.' ? undefined : parts[1] };
}

function mail(said: string): Who | undefined {
  const parts = /^([^\s@]{1,128})@([^\s@]{1,255})$/.exec(said);
  if (parts === null) return undefined;
  return { name: parts[1], domain: parts[2], email: said };
}
