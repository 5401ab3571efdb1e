import { normaliseAddress } from '../../../pkg/identity';
import { number, text } from '../reading';
import type { EventWriter } from '../source';

/** An address as a sender wrote it: an IP address, or a name, and a port where one was glued to it. */
export interface Address {
  readonly ip?: string;
  readonly name?: string;
  readonly port?: number;
}

/**
 * Reads `192.0.2.7`, `192.0.2.7:4711`, `2001:db8::1`, `[2001:db8::1]:4711`, `::ffff:192.0.2.7`, `fe80::1%eth0`, `/192.0.2.7:4711` (Java), a host name, and of a list
 * of forwarders (`203.0.113.5, 10.0.0.8`) the first. Undefined where none is given.
 */
export function readAddress(given: unknown): Address | undefined {
  const said = text(given)
    ?.split(',', 1)[0]
    ?.trim()
    .replace(/^\//, '')
    .replace(/%[^\]:]*/, '')
    .replace(IPV6_WITH_PORT, '[$1$2]:$3');
  if (said === undefined || said === '' || NONE.test(said)) return undefined;
  const ip = normaliseAddress(said);
  const port = portOf(said);
  if (ip === undefined) return NAME.test(said) ? { name: said.replace(/:\d{1,5}$/, ''), ...port } : undefined;
  return { ip, ...port };
}

/** Writes `<side>.ip`, `.port`, `.address` and `related.ip`; for a name `.address`, `.domain` and `related.hosts`. What is neither writes nothing. @returns whether there was one */
export function writeAddress(out: EventWriter, side: 'source' | 'destination', given: unknown, port?: unknown): boolean {
  const address = readAddress(given);
  if (address === undefined) return false;
  if (address.ip === undefined) writeName(out, side, address.name ?? '');
  else {
    out.text(`${side}.ip`, address.ip);
    out.text(`${side}.address`, address.ip);
    out.add('related.ip', address.ip);
  }
  const shown = portNumber(port) ?? address.port;
  if (shown !== undefined) out.number(`${side}.port`, shown);
  return true;
}

function writeName(out: EventWriter, side: 'source' | 'destination', name: string): void {
  out.text(`${side}.address`, name);
  out.text(`${side}.domain`, name);
  out.add('related.hosts', name);
}

/** What RFC 5952 lists beside brackets: `2001:db8::1#80`, `2001:db8::1p80`, `2001:db8::1 port 80`, and behind all eight groups also `:80` and `.80`. */
const IPV6_WITH_PORT = /^(?:((?:[0-9a-f]{0,4}:){2,8}[0-9a-f]{0,4})(?:#|p| port )|((?:[0-9a-f]{1,4}:){7}[0-9a-f]{1,4})[.:])(\d{1,5})$/i;

const NONE = /^(?:unknown|n\/?a|none|local|unavailable|undefined|not available)$/i;
const NAME = /^[\w.-]{1,253}(?::\d{1,5})?$/;

function portOf(said: string): { readonly port?: number } {
  const glued = /^(?:\[[^\]]{1,64}\]|[^:]{1,253}):(\d{1,5})$/.exec(said)?.[1];
  const port = portNumber(glued);
  return port === undefined ? {} : { port };
}

/** 1 to 65535; 0 is what senders write for none. */
function portNumber(given: unknown): number | undefined {
  const read = number(given);
  return read !== undefined && Number.isInteger(read) && read > 0 && read <= 65_535 ? read : undefined;
}
