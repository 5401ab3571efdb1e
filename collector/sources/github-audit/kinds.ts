import { kindOf, type Kind } from '../json/kind';

/** What an action is: by its part before the dot, then by the verb behind it, or the operation that GitHub names. */
export function kindOfAction(action: string, operation: string | undefined): Kind {
  const rule = RULES.find(([form]) => form.test(action));
  if (rule) return rule[1];
  const [area = ''] = action.split('.', 1);
  const isAboutPeople = PEOPLE.has(area);
  const { category, type } = kindOf(
    `configuration web${isAboutPeople ? ' iam' : ''}: ${isAboutPeople ? 'group user ' : ''}${changeOf(action.slice(area.length), operation)}`
  );
  return { category, type };
}

const PEOPLE = new Set(['org', 'team', 'business', 'enterprise', 'role', 'organization_role', 'members_can_create_repos', 'two_factor_authentication', 'user']);

const RULES: readonly (readonly [RegExp, Kind])[] = [
  [/^(?:user\.(?:login|failed_login|two_factor_challenge_\w{1,20}|recreate)|org\.sso_response|business\.sso_response)$/, kindOf('authentication: start')],
  [/^(?:user\.logout)$/, kindOf('authentication: end')],
  [/^git\.(?:clone|fetch)$/, kindOf('file web: access')],
  [/^git\.push$/, kindOf('file web: change')],
  [/^repo\.download_zip$/, kindOf('file web: access')],
  [
    /^(?:personal_access_token|oauth_access|oauth_authorization|oauth_application|public_key|deploy_key|integration_installation)\.(?:create|access_granted|add|generate\w{0,20})/,
    kindOf('iam configuration: creation'),
  ],
  [
    /^(?:personal_access_token|oauth_access|oauth_authorization|oauth_application|public_key|deploy_key|integration_installation)\.(?:destroy|delete|revoke|remove|access_revoked)/,
    kindOf('iam configuration: deletion'),
  ],
  [
    /^(?:personal_access_token|oauth_access|oauth_authorization|oauth_application|public_key|deploy_key|integration_installation)\./,
    kindOf('iam configuration: change'),
  ],
];

function changeOf(verb: string, operation: string | undefined): string {
  if (/create|add|invite/.test(verb)) return 'creation';
  if (/delete|remove|destroy|revoke/.test(verb)) return 'deletion';
  return operation === 'access' ? 'access' : 'change';
}
