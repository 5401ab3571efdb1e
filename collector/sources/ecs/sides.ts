import { writeAddress } from '../json/address';
import { Fields } from '../json/fields';
import type { EventWriter } from '../source';

/** Dotted names that may stand alone for those of a source, a destination or a host. */
export const SIDE_NAMES = [
  'client.ip',
  'client.address',
  'client.domain',
  'client.bytes',
  'server.ip',
  'server.address',
  'server.domain',
  'server.bytes',
  'host.hostname',
] as const;

const KEYS: readonly string[] = ['client', 'server', ...SIDE_NAMES];

/** Whether a document holds one of them. */
export function hasSides(document: Readonly<Record<string, unknown>>): boolean {
  const { host } = document;
  return (typeof host === 'object' && host !== null && 'hostname' in host) || KEYS.some((key) => key in document);
}

/**
 * Who opened a connection may be told as `client` alone: it is the source then, and the `server` the destination, as ECS says of them. `host.hostname` names the
 * host where `host.name` does not. To be called before what the document itself says of source, destination and host, which comes after this and stays.
 */
export function writeSides(document: object, out: EventWriter): void {
  const fields = new Fields(document);
  writeSide(fields, 'client', 'source', out);
  writeSide(fields, 'server', 'destination', out);
  const host = fields.has('host.name') ? undefined : fields.text('host.hostname');
  if (host !== undefined) out.text('host.name', host);
}

function writeSide(fields: Fields, from: 'client' | 'server', to: 'source' | 'destination', out: EventWriter): void {
  if (fields.has(`${to}.ip`) || fields.has(`${to}.address`)) return;
  const domain = fields.text(`${from}.domain`);
  writeAddress(out, to, fields.raw(`${from}.ip`) ?? fields.raw(`${from}.address`), fields.raw(`${from}.port`));
  if (domain !== undefined) out.text(`${to}.domain`, domain);
  const bytes = fields.number(`${from}.bytes`);
  if (bytes !== undefined) out.number(`${to}.bytes`, bytes);
}
