import type { EventWriter } from '../../source';
import { client, invalid, kind } from '../write';
import type { MessageForm } from './form';

const FROM = String.raw`from (\S+)(?: port (\d+))?`;
const INVALID = String.raw`((?:invalid|illegal) user )?`;
const OUTCOMES = { Accepted: 'success', Failed: 'failure', Postponed: 'unknown', Partial: 'unknown' } as const;

/**
 * What sshd decides about a sign-in (OpenSSH auth.c, auth2-pubkey.c, auth-pam.c). A name stands before the last ` from `, as a client may put
 * ` from 10.0.0.1` into the name that it sends.
 */
export const SIGN_IN: readonly MessageForm[] = [
  {
    form: new RegExp(String.raw`^(Accepted|Failed|Postponed|Partial) (\S+) for ${INVALID}(.*) ${FROM}(?: ssh\d?)?(?:: (.*))?$`, 's'),
    read: decided,
  },
  {
    form: new RegExp(String.raw`^(?:Invalid|Illegal) user (.*?) ?${FROM}$`, 's'),
    read: (m, out) => {
      kind(out, { category: 'authentication', type: ['info'], action: 'ssh_invalid_user', outcome: 'failure' });
      invalid(out);
      client(out, m[1], m[2], m[3]);
    },
  },
  { form: /^User (.+) from (\S+) not allowed because (.*)$/s, read: (m, out) => refused(out, m[1], m[2], m[3]) },
  { form: /^User (.+) not allowed because (.*)$/s, read: (m, out) => refused(out, m[1], undefined, m[2]) },
  { form: /^ROOT LOGIN REFUSED FROM (\S+)(?: port (\d+))?/i, read: (m, out) => refused(out, 'root', m[1], 'root login refused', m[2]) },
  {
    form: /^(?:fatal: )?Access denied for user (.+) by PAM account configuration/s,
    read: (m, out) => refused(out, m[1], undefined, 'PAM account configuration'),
  },
  {
    form: /^(?:\S+: )?Authentication tried for (.+) with (correct key|valid certificate) but not from a permitted (?:host|source address) \((?:host=\S*, ip=)?([^\s,)]+)/s,
    read: (m, out) => refused(out, m[1], m[3], `${m[2] ?? ''} but not from a permitted address`),
  },
  {
    form: /^(?:error: )?WARNING: revoked key for (.+) attempted authentication/s,
    read: (m, out) => refused(out, m[1], undefined, 'revoked key'),
  },
  {
    form: new RegExp(String.raw`^(?:error: )?public key (\S+ \S+) signature for ${INVALID}(.*) ${FROM} rejected: (.*)$`, 's'),
    read: (m, out) => {
      refused(out, m[3], m[4], m[6], m[5]);
      if (m[2] !== undefined) invalid(out);
    },
  },
  {
    // Of every failed round of keyboard-interactive; sshd's own `Failed` follows only at half of the attempts allowed, or when the name is none.
    form: /^(?:error: )?PAM: (.{1,256}?) for (illegal user |invalid user )?(.+) from (\S+)$/s,
    read: (m, out) => {
      const isName = m[2] === undefined;
      kind(out, {
        category: isName ? 'authentication' : 'iam',
        type: [isName ? 'start' : 'info'],
        action: isName ? 'ssh_login' : 'pam_authentication',
        outcome: 'failure',
      });
      out.text('event.reason', m[1] ?? '');
      out.label('method', 'keyboard-interactive');
      if (!isName) invalid(out);
      client(out, m[3], m[4]);
    },
  },
];

function decided(m: RegExpExecArray, out: EventWriter): void {
  const [, verb, method, isInvalid, user, address, port, more] = m;
  kind(out, { category: 'authentication', type: ['start'], action: 'ssh_login', outcome: OUTCOMES[verb as keyof typeof OUTCOMES] });
  if (verb === 'Postponed' || verb === 'Partial') out.text('event.reason', verb.toLowerCase());
  out.label('method', (method ?? '').replace(/\/.*$/s, ''));
  if (isInvalid !== undefined) invalid(out);
  if (more !== undefined) out.extra('ssh.credential', more);
  client(out, user, address, port);
}

function refused(out: EventWriter, user: string | undefined, address: string | undefined, reason: string | undefined, port?: string): void {
  kind(out, { category: 'authentication', type: ['denied'], action: 'ssh_login', outcome: 'failure' });
  if (reason !== undefined) out.text('event.reason', reason);
  client(out, user, address, port);
}
