import type { EventWriter } from '../source';

/** The header Host: a name, and the port where it is not the scheme's own. */
export function writeHost(host: string, out: EventWriter): void {
  const port = /:(\d{1,5})$/.exec(host)?.[1];
  out.text('url.domain', host.replace(/:\d+$/, '').toLowerCase());
  if (port !== undefined) out.number('url.port', Number(port));
}
