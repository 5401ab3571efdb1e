import type { EventWriter } from '../../source';
import { kind, person } from '../write';
import type { MessageForm } from './form';
import { sessionOfCommand } from './session';

/** `su` of shadow and of util-linux. */
export const SU: readonly MessageForm[] = [
  { form: /^Successful su for (\S+) by (\S+)/, read: (m, out) => switchUser(out, 'success', m[2], m[1]) },
  { form: /^\(to (\S+)\) (\S+) on /, read: (m, out) => switchUser(out, 'success', m[2], m[1]) },
  { form: /^FAILED su for (\S+) by (\S+)/, read: (m, out) => switchUser(out, 'failure', m[2], m[1]) },
  { form: /^FAILED SU \(to (\S+)\) (\S+) on /, read: (m, out) => switchUser(out, 'failure', m[2], m[1]) },
  sessionOfCommand('su(?:-l)?'),
  { form: /^(?:pam_|[+-] )/, drop: 'session-of-command' },
];

function switchUser(out: EventWriter, outcome: 'success' | 'failure', user: string | undefined, as: string | undefined): void {
  kind(out, { category: 'authentication', type: ['start'], action: 'su', outcome });
  person(out, 'user.name', user);
  person(out, 'user.effective.name', as);
}
