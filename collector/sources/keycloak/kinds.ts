import { kindOf, type Kind } from '../json/kind';

/** What a user event of this type is (without `_ERROR`). Types that are in no rule are tokens and steps of a sign-in. */
export function kindOfType(type: string): Kind {
  return RULES.find(([form]) => form.test(type))?.[1] ?? STEP;
}

/** What an admin event is: `CREATE`, `UPDATE`, `DELETE` or `ACTION` of a resource. */
export function kindOfOperation(operation: string, resource: string): Kind {
  const change = ({ CREATE: 'creation', DELETE: 'deletion', UPDATE: 'change', ACTION: 'change' } as const)[operation.toUpperCase()];
  // Who joins a group or leaves it changes the group.
  if (/^GROUP_MEMBERSHIP$/i.test(resource)) return kindOf('iam: admin group change');
  const about = /GROUP/i.test(resource) ? 'group' : /USER|ROLE_MAPPING/i.test(resource) ? 'user' : undefined;
  const category = about === undefined && !/ROLE/i.test(resource) ? (['configuration', 'iam'] as const) : (['iam'] as const);
  return { category, type: ['admin', ...(about === undefined ? [] : ([about] as const)), ...(change === undefined ? [] : ([change] as const))] };
}

const STEP = kindOf('authentication: info');

const RULES: readonly (readonly [RegExp, Kind])[] = [
  [/^(?:CLIENT_|IDENTITY_PROVIDER_)?(?:FIRST_|POST_)?LOGIN$/, kindOf('authentication: start')],
  [/^(?:IDENTITY_PROVIDER_)?LOGOUT$/, kindOf('authentication: end')],
  [/^USER_SESSION_DELETED$/, kindOf('session: end')],
  [/^IMPERSONATE$/, kindOf('authentication: start admin')],
  [/^REGISTER$/, kindOf('iam: user creation')],
  [/^DELETE_ACCOUNT$/, kindOf('iam: user deletion')],
  [/^CLIENT_(?:REGISTER)$/, kindOf('iam configuration: creation')],
  [/^CLIENT_(?:UPDATE|DELETE)$/, kindOf('iam configuration: change')],
  [/^(?:UPDATE|REMOVE|RESET|VERIFY|SEND|GRANT|REVOKE|USER_DISABLED|FEDERATED_IDENTITY|INVITE|UNLINK)/, kindOf('iam: user change')],
];
