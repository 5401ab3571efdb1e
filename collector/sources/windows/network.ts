import { normaliseAddress } from '../../../pkg/identity';
import type { Fields } from '../json/fields';
import { putHost } from '../json/put';
import { named } from '../json/who';
import type { EventWriter } from '../source';

/** Transport and names of a connection that the filtering platform (5152 to 5159) or Sysmon saw. */
export function writeNetwork(data: Fields, out: EventWriter): void {
  const protocol = named(data.text('Protocol'));
  const transport = protocol === undefined ? undefined : (TRANSPORTS[protocol] ?? (/^[a-z]{2,8}$/i.test(protocol) ? protocol.toLowerCase() : undefined));
  if (transport !== undefined) out.text('network.transport', transport);
  const number = PROTOCOLS[protocol?.toLowerCase() ?? ''] ?? protocol;
  if (number !== undefined && /^\d{1,3}$/.test(number)) out.text('network.iana_number', number);
  const direction = DIRECTIONS[data.text('Direction') ?? ''] ?? DIRECTIONS[data.text('Initiated')?.toLowerCase() ?? ''];
  if (direction !== undefined) out.text('network.direction', direction);
  putHost(out, 'source.domain', named(data.text('SourceHostname')));
  putHost(out, 'destination.domain', named(data.text('DestinationHostname')));
  const asked = named(data.text('QueryName'));
  if (asked === undefined) return;
  out.text('network.protocol', 'dns');
  out.add('related.hosts', asked);
  for (const answer of (data.text('QueryResults') ?? '').split(';', MOST_ANSWERS)) writeAnswer(answer.trim(), out);
}

const MOST_ANSWERS = 64;

/** `type:  5 www.example.com` names another name, and an address stands by itself, IPv4 as IPv6. */
function writeAnswer(answer: string, out: EventWriter): void {
  const name = /^type: {1,4}\d{1,5} (\S{1,253})$/.exec(answer)?.[1];
  if (name !== undefined) out.add('related.hosts', name);
  const ip = normaliseAddress(answer);
  if (ip !== undefined) out.add('related.ip', ip);
}

/** The filtering platform's messages, and whether Sysmon's process began the connection. */
const DIRECTIONS: Readonly<Record<string, string>> = {
  '%%14592': 'inbound',
  '%%14593': 'outbound',
  Inbound: 'inbound',
  Outbound: 'outbound',
  true: 'egress',
  false: 'ingress',
};
const PROTOCOLS: Readonly<Record<string, string>> = { tcp: '6', udp: '17' };

/** Numbers of the IANA. */
const TRANSPORTS: Readonly<Record<string, string>> = { '1': 'icmp', '6': 'tcp', '17': 'udp', '58': 'ipv6-icmp' };
