import type { EventWriter } from '../../source';
import { kind, person } from '../write';
import type { MessageForm } from './form';
import { sessionOfCommand } from './session';

const KEYS = String.raw`(?:HOST|TTY|CHROOT|PWD|USER|GROUP|TSID|ENV)`;

/** `user : [why not ; ]TTY=… ; PWD=… ; USER=… ; [GROUP=… ; ENV=… ; ]COMMAND=…` (sudo's eventlog). Keys may be missing. */
export const SUDO: readonly MessageForm[] = [
  { form: new RegExp(String.raw`^\s*(\S+) : (?:((?!${KEYS}=)[^;]*) ; )?((?:${KEYS}=[^;]*; )*)COMMAND=(.*)$`, 's'), read: command },
  {
    form: /^pam_\w+\(sudo:auth\): authentication failure;.*\buser=(\S+)/s,
    read: (m, out) => {
      kind(out, { category: 'authentication', type: ['start'], action: 'sudo_authentication', outcome: 'failure' });
      person(out, 'user.name', m[1]);
    },
  },
  sessionOfCommand('sudo(?:-i)?'),
  { form: /^(?:pam_|\s*\S+ : \(command continued\)|(?:\s*\S+ : .*)?(?:unable to|problem with))/, drop: 'housekeeping' },
];

function command(match: RegExpExecArray, out: EventWriter): void {
  const [, user = '', refusal, pairs = '', line = ''] = match;
  const about = new Map(pairs.split(' ; ').map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]));
  kind(out, { category: 'process', type: ['start'], action: 'sudo', outcome: refusal === undefined ? 'success' : 'failure' });
  if (refusal !== undefined) out.text('event.reason', refusal);
  person(out, 'user.name', user);
  person(out, 'user.effective.name', about.get('USER'));
  out.text('process.command_line', line);
  out.text('process.executable', line.split(' ', 1)[0] ?? line);
  out.text('process.working_directory', about.get('PWD') ?? '');
  const tty = about.get('TTY');
  if (tty !== undefined) out.label('tty', tty);
}
