import type { EventWriter } from '../source';
import { normaliseAddress } from '../../../pkg/identity';

/** One message form of a program. `read` writes the fields of what is special; `drop` names why the message holds nothing new. */
interface MessageForm {
  readonly form: RegExp;
  readonly read?: (match: RegExpExecArray, out: EventWriter) => void;
  readonly drop?: string;
}

const FROM = String.raw`from (\S+)(?: port (\d+))?`;

/** What sshd says, the most frequent first. Every form is anchored at its start and holds no nested repetition. */
export const SSHD: readonly MessageForm[] = [
  {
    form: new RegExp(String.raw`^Failed (\S+) for (invalid user )?(.*?) ${FROM}`, 's'),
    read: (m, out) => signIn(out, 'failure', m[3], m[4], m[5], { method: m[1], invalid: m[2] !== undefined }),
  },
  { form: new RegExp(String.raw`^Accepted (\S+) for (.*?) ${FROM}`, 's'), read: (m, out) => signIn(out, 'success', m[2], m[3], m[4], { method: m[1] }) },
  { form: new RegExp(String.raw`^(?:Invalid|Illegal) user (.*?) ${FROM}`, 's'), read: (m, out) => invalidUser(out, m[1], m[2], m[3]) },
  { form: /^User (.*?) from (\S+) not allowed because (.*)/s, read: (m, out) => refused(out, m[1], m[2], m[3]) },
  { form: /^(?:ROOT LOGIN REFUSED|root login refused) from (\S+)(?: port (\d+))?/i, read: (m, out) => refused(out, 'root', m[1], 'root login refused') },
  { form: new RegExp(String.raw`^(?:error: )?maximum authentication attempts exceeded for (?:invalid user )?(.*?) ${FROM}`, 's'), drop: 'summary-of-failures' },
  {
    form: /^(?:error: )?PAM: (?:Authentication failure|User not known to the underlying authentication module|User account has expired|Permission denied) for (?:illegal user |invalid user )?(.*?) from (\S+)/s,
    drop: 'duplicate-of-failed-password',
  },
  {
    form: /^(?:Connection (?:closed|reset) by|Disconnected from|Received disconnect from|Disconnecting|Connection from|Connection timed out|Timeout before authentication|Starting session|Close session|Transferred|Closing connection)/,
    drop: 'connection',
  },
  {
    form: /^(?:Did not receive identification string|Bad protocol version identification|banner exchange|ssh_dispatch_run_fatal|(?:error: )?kex_|Unable to negotiate|(?:fatal|error): (?:no matching|Unable to negotiate|buffer_get|Read from socket|Write failed|Connection (?:closed|reset)|userauth|ssh_))/,
    drop: 'scan-without-user',
  },
  {
    form: /^(?:input_userauth_request|userauth_pubkey|Postponed|Failed none|AuthorizedKeys|Authentication (?:refused|tried)|Found matching|User child is on pid|Server listening|Received (?:signal|SIG)|Exiting on signal|Set \/proc|subsystem request|session opened|reverse mapping|Address \S+ maps to|Nasty PTR|penalty|drop connection|Connection rate|srclimit|PAM service\(sshd\)|PAM \d+ more)/,
    drop: 'housekeeping',
  },
  { form: /^(?:reverse mapping checking|.*POSSIBLE BREAK-IN ATTEMPT)/, drop: 'reverse-mapping' },
  { form: /^pam_\w+\(sshd:auth\)/, drop: 'duplicate-of-failed-password' },
  { form: /^pam_\w+\(sshd:(?:account|setcred)\)/, drop: 'housekeeping' },
  { form: /^pam_\w+\(sshd:session\): session (opened|closed) for user ([^\s(]+)/, read: (m, out) => session(out, m[1], m[2]) },
];

/** `user : TTY=… ; PWD=… ; USER=… ; COMMAND=…`, with the reason of a refusal in front. */
export const SUDO: readonly MessageForm[] = [
  {
    form: /^\s*(\S+) : (?:(command not allowed|user NOT in sudoers|\d+ incorrect password attempts?|a password is required|.*?) ; )?TTY=(\S+) ; PWD=(.*?) ; USER=(\S+)(?: ; GROUP=\S+)?(?: ; ENV=.*?)? ; COMMAND=(.*)$/s,
    read: sudo,
  },
  {
    form: /^pam_\w+\(sudo:auth\): authentication failure;.*\buser=(\S+)/s,
    read: (m, out) => signIn(out, 'failure', m[1], undefined, undefined, { action: 'sudo_authentication' }),
  },
  { form: /^pam_\w+\(sudo:session\)/, drop: 'session-of-command' },
  { form: /^pam_\w+\(sudo:auth\)/, drop: 'housekeeping' },
];

export const SU: readonly MessageForm[] = [
  { form: /^(?:Successful su for|\(to) (\S+?)\)? (?:by|on) ?(\S+)/, read: (m, out) => switchUser(out, 'success', m[2], m[1]) },
  { form: /^FAILED su for (\S+) by (\S+)/, read: (m, out) => switchUser(out, 'failure', m[2], m[1]) },
  { form: /^(?:pam_|[+-] )/, drop: 'session-of-command' },
];

export const ACCOUNTS: readonly MessageForm[] = [
  {
    form: /^new user: name=([^,]+), UID=(\d+), GID=(\d+)(?:, home=([^,]*), shell=([^,]*))?/,
    read: (m, out) => account(out, 'added-user-account', 'creation', m[1], m[2]),
  },
  { form: /^delete user '([^']+)'/, read: (m, out) => account(out, 'deleted-user-account', 'deletion', m[1]) },
  { form: /^new group: name=([^,]+), GID=(\d+)/, read: (m, out) => group(out, 'added-group-account', 'creation', m[1]) },
  { form: /^(?:removed group|group) '([^']+)' (?:removed|owned)/, read: (m, out) => group(out, 'deleted-group-account', 'deletion', m[1]) },
  { form: /^add '([^']+)' to (?:shadow )?group '([^']+)'/, read: (m, out) => account(out, 'added-user-account-to-group', 'change', m[1]) },
  {
    form: /^(?:change user '([^']+)'|pam_\w+\((?:passwd|chpasswd):chauthtok\): password changed for (\S+))/,
    read: (m, out) => account(out, 'changed-user-account', 'change', m[1] ?? m[2]),
  },
  { form: /^(?:pam_|failed adding|group added|removed|delete|.*)/s, drop: 'housekeeping' },
];

/** Machines talking to themselves. */
export const HOUSEKEEPING: readonly MessageForm[] = [{ form: /^/, drop: 'machine-noise' }];

function signIn(
  out: EventWriter,
  outcome: 'success' | 'failure',
  user: string | undefined,
  address: string | undefined,
  port: string | undefined,
  more: { method?: string | undefined; invalid?: boolean; action?: string }
): void {
  authentication(out, 'start', more.action ?? 'ssh_login', outcome);
  if (user !== undefined) out.text('user.name', user);
  if (more.method !== undefined) out.label('method', more.method.replace(/\/.*$/, ''));
  if (more.invalid === true) out.label('invalid_user', 'true');
  source(out, address, port);
}

function invalidUser(out: EventWriter, user: string | undefined, address: string | undefined, port: string | undefined): void {
  authentication(out, 'info', 'ssh_invalid_user', 'failure');
  if (user !== undefined) out.text('user.name', user);
  out.label('invalid_user', 'true');
  source(out, address, port);
}

function refused(out: EventWriter, user: string | undefined, address: string | undefined, reason: string | undefined): void {
  authentication(out, 'denied', 'ssh_login', 'failure');
  if (user !== undefined) out.text('user.name', user);
  if (reason !== undefined) out.text('event.reason', reason);
  source(out, address, undefined);
}

function authentication(out: EventWriter, type: string, action: string, outcome: string): void {
  out.text('event.kind', 'event');
  out.add('event.category', 'authentication');
  out.add('event.type', type);
  out.text('event.action', action);
  out.text('event.outcome', outcome);
}

function source(out: EventWriter, raw: string | undefined, port: string | undefined): void {
  if (raw === undefined || raw === 'UNKNOWN') return;
  const address = normaliseAddress(raw);
  out.text('source.address', address ?? raw);
  if (address !== undefined) out.text('source.ip', address);
  if (port !== undefined) out.number('source.port', Number(port));
}

function session(out: EventWriter, change: string | undefined, user: string | undefined): void {
  out.text('event.kind', 'event');
  out.add('event.category', 'session');
  out.add('event.type', change === 'opened' ? 'start' : 'end');
  out.text('event.action', change === 'opened' ? 'session_opened' : 'session_closed');
  out.text('event.outcome', 'success');
  if (user !== undefined) out.text('user.name', user);
}

function sudo(match: RegExpExecArray, out: EventWriter): void {
  const [, user, refusal, terminal, folder, as, command] = match as unknown as [string, string, string | undefined, string, string, string, string];
  out.text('event.kind', 'event');
  out.add('event.category', 'process');
  out.add('event.type', 'start');
  out.text('event.action', 'sudo');
  out.text('event.outcome', refusal === undefined ? 'success' : 'failure');
  if (refusal !== undefined) out.text('event.reason', refusal);
  out.text('user.name', user);
  out.text('user.target.name', as);
  out.text('process.command_line', command);
  out.text('process.executable', command.split(' ', 1)[0] ?? command);
  out.text('process.working_directory', folder);
  out.label('tty', terminal);
}

function switchUser(out: EventWriter, outcome: 'success' | 'failure', user: string | undefined, as: string | undefined): void {
  authentication(out, 'start', 'su', outcome);
  if (user !== undefined) out.text('user.name', user);
  if (as !== undefined) out.text('user.target.name', as);
}

function account(out: EventWriter, action: string, type: string, name: string | undefined, id?: string): void {
  out.text('event.kind', 'event');
  out.add('event.category', 'iam');
  out.add('event.type', 'user');
  out.add('event.type', type);
  out.text('event.action', action);
  out.text('event.outcome', 'success');
  if (name !== undefined) out.text('user.name', name);
  if (id !== undefined) out.text('user.id', id);
}

function group(out: EventWriter, action: string, type: string, name: string | undefined): void {
  out.text('event.kind', 'event');
  out.add('event.category', 'iam');
  out.add('event.type', 'group');
  out.add('event.type', type);
  out.text('event.action', action);
  out.text('event.outcome', 'success');
  if (name !== undefined) out.extra('group.name', name);
}

/** The forms of a program's messages; undefined for a program that is none of ours. */
export function formsOf(program: string): readonly MessageForm[] | undefined {
  return (
    PROGRAMS.get(program) ??
    (/^(?:systemd|cron|dbus|polkit|login$|gdm|lightdm|kernel|rsyslogd|syslog|snapd|unix_chkpwd|gnome|accounts-daemon|runuser|pkexec|atd)/i.test(program)
      ? HOUSEKEEPING
      : undefined)
  );
}

const PROGRAMS = new Map<string, readonly MessageForm[]>([
  ...['sshd', 'sshd-session', 'sshd-auth'].map((name) => [name, SSHD] as const),
  ['sudo', SUDO],
  ['su', SU],
  ...['useradd', 'userdel', 'usermod', 'groupadd', 'groupdel', 'groupmod', 'passwd', 'chpasswd', 'adduser', 'deluser', 'gpasswd', 'chage', 'chfn'].map(
    (name) => [name, ACCOUNTS] as const
  ),
]);
