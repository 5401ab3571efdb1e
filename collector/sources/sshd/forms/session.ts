import { kind, person } from '../write';
import type { MessageForm } from './form';

/**
 * The session that PAM opens for who works as another: `session opened for user root(uid=0) by ada(uid=1000)`. Its end names only the account whose it was.
 * @param program a part of an expression: the service under which PAM knows the command
 */
export function sessionOfCommand(program: string): MessageForm {
  return {
    form: new RegExp(
      String.raw`^pam_\w+\(${program}:session\): session (opened|closed) for user ([^\s(]+)(?:\(uid=\d+\))?(?: by ([^\s(]*)(?:\(uid=(\d+)\))?)?`
    ),
    read: ([, change, as, by, id], out) => {
      const isOpened = change === 'opened';
      kind(out, { category: 'session', type: [isOpened ? 'start' : 'end'], action: isOpened ? 'logged-on' : 'logged-off', outcome: 'success' });
      person(out, 'user.name', by === undefined || by === '' ? as : by);
      if (!isOpened || by === undefined || by === '') return;
      person(out, 'user.effective.name', as);
      // sudo runs as root already when it asks PAM: 0 is then nobody's own number.
      if (id !== undefined && (id !== '0' || by === 'root')) out.text('user.id', id);
    },
  };
}
