import { normaliseAddress } from '../../../pkg/identity';
import type { EventWriter } from '../source';

/** The header Host, which is also the name of the server that is asked: a name, and the port where it is not the scheme's own. A server's own address, where one is known, is written behind it. */
export function writeHost(host: string, out: EventWriter): void {
  const port = /:(\d{1,5})$/.exec(host)?.[1];
  const name = host.replace(/:\d+$/, '').toLowerCase();
  out.text('url.domain', name);
  if (port !== undefined) out.number('url.port', Number(port));
  const ip = normaliseAddress(name);
  out.text('destination.address', ip ?? name);
  if (ip === undefined) {
    out.text('destination.domain', name);
    return;
  }
  out.text('destination.ip', ip);
  out.add('related.ip', ip);
}
