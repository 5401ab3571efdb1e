import ipaddr from 'ipaddr.js';
import type { EntityType } from '../model';

/**
 * The one form of an entity's id, so that two spellings of one thing are one entity. Undefined where nothing is left to name.
 *  - user, account, service: trimmed, lower case; `DOMAIN\user` and `user@domain` keep both parts, since two domains may hold the same name
 *  - host: lower case without the closing dot of a fully qualified name
 *  - address: canonical text of RFC 5952, an IPv4-mapped IPv6 address as IPv4
 */
export function normaliseEntity(type: EntityType, raw: string): string | undefined {
  const id = NORMALISERS[type](raw.trim());
  return id === undefined || id === '' || id === '-' ? undefined : id.slice(0, MAX_LENGTH);
}

/** Canonical text of an IP address, also with a port glued to it or in brackets; undefined when it is none. */
export function normaliseAddress(raw: string): string | undefined {
  const trimmed = raw.trim();
  if (isIpv4(trimmed)) return trimmed;
  const text = withoutPort(trimmed);
  if (isIpv4(text)) return text;
  // A number, `127.1` or an octal `010.0.0.1` is an address to C's inet_aton and to nobody who writes logs.
  if (!text.includes(':') || !ipaddr.isValid(text)) return undefined;
  return ipaddr.process(text).toString();
}

/** The network an address is counted under: /24 of IPv4, /48 of IPv6, as people and their providers move inside those. */
export function networkOf(address: string): string | undefined {
  if (isIpv4(address)) return `${address.slice(0, address.lastIndexOf('.'))}.0/24`;
  if (!ipaddr.IPv6.isValid(address)) return undefined;
  const parts = ipaddr.IPv6.parse(address).parts.map((part, index) => (index < 3 ? part : 0));
  return `${new ipaddr.IPv6(parts).toString()}/48`;
}

const MAX_LENGTH = 256;
const LONGEST_IPV4 = '255.255.255.255'.length;
const DOT = 0x2e;
const ZERO = 0x30;

/** Four numbers of 0 to 255 without leading zeros. By hand, as every event asks it twice. */
function isIpv4(text: string): boolean {
  if (text.length > LONGEST_IPV4) return false;
  let at = 0;
  for (let part = 0; part < 4; part++) {
    if (part > 0 && text.charCodeAt(at++) !== DOT) return false;
    const end = endOfByte(text, at);
    if (end === at) return false;
    at = end;
  }
  return at === text.length;
}

/** Where a number of 0 to 255 without leading zeros that begins here ends; where it begins, if there is none. */
function endOfByte(text: string, start: number): number {
  let value = 0;
  for (let at = start; ; at++) {
    const digit = text.charCodeAt(at) - ZERO;
    if (!(digit >= 0 && digit <= 9)) return at;
    if (at > start && value === 0) return start;
    value = value * 10 + digit;
    if (value > 255) return start;
  }
}

const lower = (raw: string): string => raw.toLowerCase();
const host = (raw: string): string => raw.toLowerCase().replace(/\.$/, '');

const NORMALISERS: Record<EntityType, (raw: string) => string | undefined> = {
  user: lower,
  account: lower,
  service: lower,
  application: lower,
  organisation: lower,
  card: lower,
  device: lower,
  host,
  address: normaliseAddress,
  network: lower,
};

function withoutPort(text: string): string {
  const bracketed = /^\[([^\]]+)\](?::\d+)?$/.exec(text);
  if (bracketed?.[1] !== undefined) return bracketed[1];
  const colon = text.indexOf(':');
  return colon > 0 && text.indexOf(':', colon + 1) < 0 ? text.slice(0, colon) : text;
}
