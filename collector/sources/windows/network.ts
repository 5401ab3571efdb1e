import type { Fields } from '../json/fields';
import { putHost } from '../json/put';
import { named } from '../json/who';
import type { EventWriter } from '../source';

/** Transport and names of a connection that the filtering platform (5152 to 5159) or Sysmon saw. */
export function writeNetwork(data: Fields, out: EventWriter): void {
  const protocol = named(data.text('Protocol'));
  const transport = protocol === undefined ? undefined : (TRANSPORTS[protocol] ?? (/^[a-z]{2,8}$/i.test(protocol) ? protocol.toLowerCase() : undefined));
  if (transport !== undefined) out.text('network.transport', transport);
  putHost(out, 'source.domain', named(data.text('SourceHostname')));
  putHost(out, 'destination.domain', named(data.text('DestinationHostname')));
  const asked = named(data.text('QueryName'));
  if (asked === undefined) return;
  out.text('network.protocol', 'dns');
  out.add('related.hosts', asked);
}

/** Numbers of the IANA. */
const TRANSPORTS: Readonly<Record<string, string>> = { '1': 'icmp', '6': 'tcp', '17': 'udp', '58': 'ipv6-icmp' };
