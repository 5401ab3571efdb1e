import { putHost } from '../json/put';
import { normaliseAddress } from '../../../pkg/identity';
import { writeHost } from '../web/host';
import type { EventWriter } from '../source';

/** A text that says something. */
export function present(text: string | undefined): text is string {
  return text !== undefined && text !== '' && text !== '-' && text !== '""';
}

/** `[vhost[:port] ]client[, forwarder ...] ident user`, where the user may hold spaces. @param forwarded the header behind the agent, where the format has it */
export function writeClient(head: string, forwarded: string | undefined, out: EventWriter): void {
  const words = head.split(' ').filter((word) => word !== '');
  let at = 0;
  if (isVirtualHost(words)) {
    writeHost(words[0] ?? '', out);
    at = 1;
  }
  const clients: string[] = [];
  for (let more = true; more && at < words.length; at++) {
    const word = words[at] ?? '';
    more = word.endsWith(',') || normaliseAddress(words[at + 1]?.replace(/,$/, '') ?? '') !== undefined;
    clients.push(...listed(word));
  }
  writeAddress(clients, listed(forwarded ?? ''), out);
  const user = words.slice(at + 1).join(' ');
  if (!present(user)) return;
  out.text('user.name', user);
  out.add('related.user', user);
}

/** A name or an address with an address behind it, or with a name of the client and no ident; a name with a port and all of client, ident and user behind it. */
function isVirtualHost(words: readonly string[]): boolean {
  const [first = '', second = ''] = words;
  if (words.length < 4 || first.endsWith(',') || second === '-') return false;
  if (normaliseAddress(second.replace(/,$/, '')) !== undefined) return true;
  return normaliseAddress(first) === undefined ? /:\d+$/.test(first) : words.length === 4 && words[2] === '-' && NAME.test(second);
}

/** What a host may be called. */
const NAME = /^[A-Za-z0-9](?:[\w.-]{0,252}[A-Za-z0-9])?$/;

function listed(text: string): string[] {
  return text
    .split(/[, ]+/)
    .map((client) => client.trim())
    .filter(present);
}

/**
 * Who asks. Of a list in front, the first public address; where all of it is private (a proxy of the same house), the first public one of the
 * forwarded header; else the first. A public client is believed more than a header that it may have made up.
 * @param port of the connection: it is the client's only where no proxy stands between; a port that is glued to the address is the address's own
 */
export function writeAddress(clients: readonly string[], forwarded: readonly string[], out: EventWriter, port?: number): void {
  const direct = addressesOf(clients);
  const behind = addressesOf(forwarded);
  const address = direct.find(isPublic) ?? behind.find(isPublic) ?? direct[0] ?? behind[0];
  const shown = address ?? clients[0];
  const own = address === undefined ? undefined : (portOf(clients, address) ?? portOf(forwarded, address));
  writePort(own ?? (address === direct[0] ? port : undefined), out);
  if (address !== undefined) out.text('source.ip', address);
  else if (present(shown) && NAME.test(shown)) putHost(out, 'source.domain', shown);
  if (present(shown)) out.text('source.address', shown);
  if (behind[0] !== undefined) out.text('network.forwarded_ip', behind[0]);
  for (const list of [direct, behind]) for (const one of list) out.add('related.ip', one);
}

function writePort(port: number | undefined, out: EventWriter): void {
  if (port !== undefined && port > 0 && port <= 65_535) out.number('source.port', port);
}

/** The port glued to an address: `203.0.113.5:4711`, `[2001:db8::1]:4711`. */
function portOf(texts: readonly string[], address: string): number | undefined {
  const glued = texts.find((one) => GLUED.test(one) && normaliseAddress(one) === address);
  return glued === undefined ? undefined : Number(GLUED.exec(glued)?.[1]);
}

const GLUED = /^(?:\[[^\]]{1,64}\]|[\d.]{7,15}):(\d{1,5})$/;

function addressesOf(texts: readonly string[]): string[] {
  return texts.map(normaliseAddress).filter((address): address is string => address !== undefined);
}

const isPublic = (address: string): boolean => !PRIVATE.test(address);
const PRIVATE = /^(?:10\.|127\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|169\.254\.|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|::1$|f[cd][0-9a-f]{2}:|fe80:)/;
