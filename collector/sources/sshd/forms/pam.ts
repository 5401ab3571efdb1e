import type { EventWriter } from '../../source';
import { client, kind, type Kind } from '../write';
import type { MessageForm } from './form';

/** What PAM says for sshd (Linux-PAM pam_unix, pam_faillock, pam_sss). Its view of a sign-in has the category iam: sshd's own line is the one that is counted. */
export const PAM: readonly MessageForm[] = [
  {
    form: /^pam_\w+\(sshd:session\): session (opened|closed) for (?:local )?user (.+?)(?:\(uid=(\d+)\))?(?: by .*)?$/s,
    read: (m, out) => {
      const opened = m[1] === 'opened';
      kind(out, { category: 'session', type: [opened ? 'start' : 'end'], action: opened ? 'logged-on' : 'logged-off', outcome: 'success' });
      client(out, m[2], undefined);
      if (m[3] !== undefined) out.text('user.id', m[3]);
    },
  },
  {
    form: /^pam_\w+\(sshd:auth\): authentication (failure|success)[;:] (.*)$/s,
    read: (m, out) => authentication(out, m[2] ?? '', m[1] === 'success' ? 'success' : 'failure'),
  },
  {
    // Old systems send PAM's view to another file than sshd's own, where it is the only one.
    form: /^pam_\w+\(sshd:old-auth\): authentication failure; (.*)$/s,
    read: (m, out) => authentication(out, m[1] ?? '', 'failure', { category: 'authentication', type: ['start'], action: 'ssh_login' }),
  },
  { form: /^pam_\w+\(sshd:old-auth\): check pass; user unknown/, drop: 'duplicate-of-failed-password' },
  { form: /^PAM \d+ more authentication failures?; (.*)$/s, read: (m, out) => authentication(out, m[1] ?? '', 'failure') },
  {
    form: /^pam_\w+\(sshd:auth\): Consecutive login failures for user (.+?) account temporarily locked/s,
    read: (m, out) => {
      kind(out, { category: 'iam', type: ['user', 'change'], action: 'account_locked', outcome: 'success' });
      client(out, m[1], undefined);
    },
  },
  { form: /^pam_\w+\(sshd:account\): account (.+?) has expired/s, read: (m, out) => noAccess(out, m[1], undefined, 'account has expired') },
  { form: /^pam_\w+\(sshd:account\): expired password for user (.+?) \(/s, read: (m, out) => noAccess(out, m[1], undefined, 'password has expired') },
  { form: /^pam_\w+\(sshd:account\): access denied for user [`'](.+?)' from [`'](.+?)'/s, read: (m, out) => noAccess(out, m[1], m[2], 'access denied') },
  { form: /^pam_\w+\(sshd:auth\)/, drop: 'duplicate-of-failed-password' },
  { form: /^pam_\w+\(sshd:/, drop: 'housekeeping' },
];

const OF_PAM: Kind = { category: 'iam', type: ['info'], action: 'pam_authentication' };

/** `logname= uid=0 euid=0 tty=ssh ruser= rhost=192.0.2.7  user=root` */
function authentication(out: EventWriter, pairs: string, outcome: 'success' | 'failure', what: Kind = OF_PAM): void {
  kind(out, { ...what, outcome });
  client(out, /\buser=(.*)$/s.exec(pairs)?.[1]?.trimEnd(), /\brhost=(\S*)/.exec(pairs)?.[1]);
}

function noAccess(out: EventWriter, user: string | undefined, address: string | undefined, reason: string): void {
  kind(out, { category: 'iam', type: ['info'], action: 'pam_account', outcome: 'failure' });
  out.text('event.reason', reason);
  client(out, user, address);
}
