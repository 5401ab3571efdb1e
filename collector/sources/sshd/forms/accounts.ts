import type { EventWriter } from '../../source';
import { kind, person } from '../write';
import type { MessageForm } from './form';

/** The account tools of shadow: useradd, usermod, userdel, groupadd, passwd, … */
export const ACCOUNTS: readonly MessageForm[] = [
  {
    form: /^new user: name=([^,]+), UID=(\d+)(?:, GID=(\d+))?/,
    read: (m, out) => {
      account(out, 'added-user-account', 'creation', m[1], m[2]);
      if (m[3] !== undefined) out.text('group.id', m[3]);
    },
  },
  {
    form: /^failed adding user '([^']+)'/,
    read: (m, out) => {
      kind(out, { category: 'iam', type: ['user', 'creation'], action: 'added-user-account', outcome: 'failure' });
      person(out, 'user.name', m[1]);
    },
  },
  { form: /^delete user '([^']+)'/, read: (m, out) => account(out, 'deleted-user-account', 'deletion', m[1]) },
  { form: /^new group: name=([^,]+), GID=(\d+)/, read: (m, out) => group(out, 'added-group-account', 'creation', m[1], m[2]) },
  { form: /^(?:removed group|group) '([^']+)' (?:removed|owned)/, read: (m, out) => group(out, 'deleted-group-account', 'deletion', m[1]) },
  {
    form: /^add '([^']+)' to (?:shadow )?group '([^']+)'/,
    read: (m, out) => {
      account(out, 'added-user-account-to-group', 'change', m[1]);
      out.text('group.name', m[2] ?? '');
    },
  },
  {
    form: /^(?:change user '([^']+)'|pam_\w+\((?:passwd|chpasswd):chauthtok\): password changed for (\S+))/,
    read: (m, out) => account(out, 'changed-user-account', 'change', m[1] ?? m[2]),
  },
  { form: /^/, drop: 'housekeeping' },
];

function account(out: EventWriter, action: string, type: string, name: string | undefined, id?: string): void {
  kind(out, { category: 'iam', type: ['user', type], action, outcome: 'success' });
  person(out, 'user.name', name);
  if (id !== undefined) out.text('user.id', id);
}

function group(out: EventWriter, action: string, type: string, name: string | undefined, id?: string): void {
  kind(out, { category: 'iam', type: ['group', type], action, outcome: 'success' });
  if (name !== undefined) out.text('group.name', name);
  if (id !== undefined) out.text('group.id', id);
}
