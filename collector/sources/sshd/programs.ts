import { ACCOUNTS } from './forms/accounts';
import { CONNECTION } from './forms/connection';
import type { MessageForm } from './forms/form';
import { HOUSEKEEPING } from './forms/housekeeping';
import { PAM } from './forms/pam';
import { SIGN_IN } from './forms/sign-in';
import { SU } from './forms/su';
import { SUDO } from './forms/sudo';

/** The forms of a program's messages, the most frequent first; undefined for a program that is none of ours. */
export function formsOf(program: string): readonly MessageForm[] | undefined {
  return PROGRAMS.get(program) ?? (MACHINE.test(program) ? NOISE : undefined);
}

/** sshd alone until 9.7; then one program for each stage of a connection. */
export const SSH_PROGRAMS: ReadonlySet<string> = new Set(['sshd', 'sshd-session', 'sshd-auth']);
const SSHD = [...SIGN_IN, ...CONNECTION, ...PAM, ...HOUSEKEEPING];
const ACCOUNT_TOOLS = [
  'useradd',
  'userdel',
  'usermod',
  'groupadd',
  'groupdel',
  'groupmod',
  'passwd',
  'chpasswd',
  'adduser',
  'deluser',
  'gpasswd',
  'chage',
  'chfn',
];

const PROGRAMS = new Map<string, readonly MessageForm[]>([
  ...[...SSH_PROGRAMS].map((name) => [name, SSHD] as const),
  ['sudo', SUDO],
  ['su', SU],
  ...ACCOUNT_TOOLS.map((name) => [name, ACCOUNTS] as const),
]);

/** Machines talking to themselves. */
const MACHINE = /^(?:systemd|cron|dbus|polkit|login$|gdm|lightdm|kernel|rsyslogd|syslog|snapd|unix_chkpwd|gnome|accounts-daemon|runuser|pkexec|atd)/i;
const NOISE: readonly MessageForm[] = [{ form: /^/, drop: 'machine-noise' }];
