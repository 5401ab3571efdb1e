import { putHost } from '../../json/put';
import type { EventWriter } from '../../source';
import { client, invalid, kind, type Kind } from '../write';
import type { MessageForm } from './form';

/** How sshd names a connection: `[user ada|authenticating user ada|invalid user ada ]192.0.2.7 port 22`; a name that was empty may be missing. */
const PEER = String.raw`(?:(user|authenticating user|invalid user|illegal user) (?:(.*?) )??)?(\S+?)(?: port (\d+))?`;
const PLAIN = String.raw`(\S+?)(?: port (\d+))?`;

/**
 * What sshd says of connections (OpenSSH packet.c, kex.c, sshd.c, session.c). None is a sign-in: their category is network or session, so that a
 * failed sign-in, which ends in up to four such lines, is counted once.
 */
export const CONNECTION: readonly MessageForm[] = [
  peer(`^Connection closed by ${PEER}$`, ['connection', 'end'], 'ssh_connection_closed'),
  peer(`^Connection reset by ${PEER}$`, ['connection', 'end'], 'ssh_connection_reset'),
  peer(`^Disconnected from ${PEER}$`, ['connection', 'end'], 'ssh_disconnected'),
  plain(String.raw`^(?:error: )?Received disconnect from ${PLAIN}: ?(\d+:.*?) *$`, ['connection', 'end'], 'ssh_received_disconnect'),
  {
    form: new RegExp(String.raw`^Disconnecting ${PEER}: (.*)$`, 's'),
    read: (m, out) => connection(out, ['connection', 'denied'], 'ssh_disconnecting', m, { outcome: 'failure', reason: m[5] }),
  },
  {
    form: new RegExp(String.raw`^(?:error: )?maximum authentication attempts exceeded for ((?:invalid|illegal) user )?(.*) from (\S+)(?: port (\d+))?`, 's'),
    read: (m, out) =>
      connection(out, ['connection', 'denied'], 'ssh_attempts_exceeded', m, { outcome: 'failure', reason: 'maximum authentication attempts exceeded' }),
  },
  {
    form: /^Connection from (\S+) port (\d+) on (\S+) port (\d+)/,
    read: (m, out) => {
      connection(out, ['connection', 'start'], 'ssh_connection', ['', undefined, undefined, m[1], m[2]]);
      out.text('destination.address', m[3] ?? '');
      out.text('destination.ip', m[3] ?? '');
      out.number('destination.port', Number(m[4]));
    },
  },
  peer(String.raw`^(?:fatal: )?Connection from ${PEER} timed out$`, ['connection', 'end'], 'ssh_timeout'),
  plain(
    String.raw`^(?:fatal: )?Timeout before authentication for (?:connection from )?${PLAIN}(?: to \S+)?(?:, pid = \d+.*)?$`,
    ['connection', 'end'],
    'ssh_timeout'
  ),
  peer(String.raw`^Timeout, client not responding(?: from ${PEER})?\.?$`, ['connection', 'end'], 'ssh_timeout'),
  plain(`^Did not receive identification string from ${PLAIN}$`, ['connection', 'denied'], 'ssh_no_identification', 'failure'),
  bad(String.raw`^Bad protocol version identification '(.*)' from (\S+)(?: port (\d+))?$`, 'ssh_bad_protocol'),
  plain(String.raw`^Protocol major versions differ for ${PLAIN}: (.*)$`, ['connection', 'denied'], 'ssh_bad_protocol', 'failure'),
  plain(String.raw`^(?:fatal: )?Unable to negotiate with ${PLAIN}: (.*)$`, ['connection', 'denied'], 'ssh_no_common_algorithm', 'failure'),
  {
    form: new RegExp(String.raw`^(?:error: |fatal: )?(ssh_dispatch_run_fatal|banner exchange|[a-z0-9_]+): Connection from ${PEER}: (.*)$`, 's'),
    read: (m, out) => connection(out, ['connection', 'denied'], 'ssh_protocol_error', m.slice(1), { outcome: 'failure', reason: m[6] }),
  },
  {
    form: /^drop connection #\d+ from \[([^\]]+)\]:(\d+) on \[([^\]]+)\]:(\d+) (.*)$/s,
    read: (m, out) =>
      connection(out, ['connection', 'denied'], 'ssh_connection_dropped', ['', undefined, undefined, m[1], m[2]], { outcome: 'failure', reason: m[5] }),
  },
  plain(String.raw`^Magic value check failed \(\d+\) on obfuscated handshake from ${PLAIN}$`, ['connection', 'denied'], 'ssh_bad_protocol', 'failure'),
  {
    form: /^refused connect from (\S+)/,
    read: (m, out) => connection(out, ['connection', 'denied'], 'ssh_connection_refused', ['', undefined, undefined, m[1]], { outcome: 'failure' }),
  },
  {
    form: /^reverse mapping checking getaddrinfo for (\S+) \[([^\]]+)\] failed/,
    read: (m, out) => reverse(out, m[2], m[1]),
  },
  { form: /^Address (\S+) maps to (\S+), but this does not map back/, read: (m, out) => reverse(out, m[1], m[2]) },
  {
    form: /^(?:Closing connection to) (\S+)(?: port (\d+))?/,
    read: (m, out) => connection(out, ['connection', 'end'], 'ssh_connection_closed', ['', undefined, undefined, m[1], m[2]]),
  },
  {
    form: /^Starting session: (.{1,256}?)(?: on (\S+))? for (.+) from (\S+) port (\d+) id \d+$/s,
    read: (m, out) => {
      kind(out, { category: 'session', type: ['start'], action: 'ssh_session_started', outcome: 'success' });
      if (m[2] !== undefined) out.label('tty', m[2]);
      out.extra('ssh.session', m[1] ?? '');
      client(out, m[3], m[4], m[5]);
    },
  },
  {
    form: /^Close session: user (.+) from (\S+) port (\d+) id \d+$/s,
    read: (m, out) => {
      kind(out, { category: 'session', type: ['end'], action: 'ssh_session_ended', outcome: 'success' });
      client(out, m[1], m[2], m[3]);
    },
  },
  {
    form: /^subsystem request for (\S+)(?: by user (.+?))?(?: failed.*)?$/s,
    read: (m, out) => {
      kind(out, { category: 'session', type: ['info'], action: 'ssh_subsystem_request' });
      out.extra('ssh.subsystem', m[1] ?? '');
      client(out, m[2], undefined);
    },
  },
];

/** Groups: 1 what the name is, 2 the name, 3 address, 4 port. */
type Peer = readonly (string | undefined)[];

function connection(out: EventWriter, type: Kind['type'], action: string, m: Peer, more: { outcome?: 'failure'; reason?: string | undefined } = {}): void {
  kind(out, { category: 'network', type, action, ...(more.outcome && { outcome: more.outcome }) });
  if (m[1]?.startsWith('i') === true) invalid(out);
  if (more.reason !== undefined) out.text('event.reason', more.reason);
  client(out, m[2], m[3], m[4]);
}

function peer(form: string, type: Kind['type'], action: string): MessageForm {
  return { form: new RegExp(form, 's'), read: (m, out) => connection(out, type, action, m) };
}

function plain(form: string, type: Kind['type'], action: string, outcome?: 'failure'): MessageForm {
  return {
    form: new RegExp(form, 's'),
    read: (m, out) => connection(out, type, action, ['', undefined, undefined, m[1], m[2]], { reason: m[3], ...(outcome && { outcome }) }),
  };
}

function bad(form: string, action: string): MessageForm {
  return {
    form: new RegExp(form, 's'),
    read: (m, out) => connection(out, ['connection', 'denied'], action, ['', undefined, undefined, m[2], m[3]], { outcome: 'failure', reason: m[1] }),
  };
}

function reverse(out: EventWriter, address: string | undefined, name: string | undefined): void {
  kind(out, { category: 'network', type: ['connection', 'info'], action: 'ssh_reverse_mapping_failed', outcome: 'failure' });
  client(out, undefined, address);
  if (name !== undefined) putHost(out, 'source.domain', name);
}
