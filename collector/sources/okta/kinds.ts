import { kindOf, type Kind } from '../json/kind';

/** What an event of this type is; the first rule that fits. For the several hundred types of no rule of their own the verb at the end says what changed. */
export function kindOfEvent(type: string, isFailure = false): Kind {
  if (!isFailure && STEP.test(type)) return kindOf('authentication: info');
  const rule = RULES.find(([form]) => form.test(type));
  if (rule) return rule[1];
  const category = CATEGORIES.find(([form]) => form.test(type))?.[1] ?? 'configuration';
  const about = category === 'iam' ? (/^group\./.test(type) ? 'group ' : 'user ') : '';
  return kindOf(`${category}: ${about}${changeOf(type)}`);
}

/** A factor or a provider that let somebody pass is a step of a sign-in, and `user.session.start` is the sign-in; where it refuses, nothing follows. */
const STEP = /^user\.authentication\.(?:auth_via_|verify)/;

function changeOf(type: string): string {
  if (/\.(?:create|add|generate|grant|register|initiate|enroll)(?:$|[._])/.test(type)) return /membership|privilege/.test(type) ? 'change' : 'creation';
  if (/\.(?:delete|revoke|remove|purge)(?:$|[._])/.test(type)) return /membership|privilege|lifecycle\.delete\.initiated/.test(type) ? 'change' : 'deletion';
  return /\.(?:update|change|activate|deactivate|suspend|unsuspend|lock|unlock|reset|reset_all|update_password|expire_password|set|transform|rotate|enable|disable)(?:$|[._])/.test(
    type
  )
    ? 'change'
    : 'info';
}

const RULES: readonly (readonly [RegExp, Kind])[] = [
  [/^user\.session\.start$/, kindOf('authentication session: start')],
  [/^user\.session\.end$/, kindOf('authentication session: end')],
  [/^user\.session\.(?:clear|expire)$/, kindOf('session: end')],
  [/^user\.session\.impersonation\.(?:initiate|grant|extend)$/, kindOf('session: start admin')],
  [/^user\.session\.impersonation\.(?:end|revoke)$/, kindOf('session: end admin')],
  [/^user\.session\.access_admin_app$/, kindOf('authentication session: access admin')],
  [/^user\.session\./, kindOf('session: info')],
  [/^user\.authentication\.(?:sso|slo|auth_via_|verify)/, kindOf('authentication: start')],
  [
    /^(?:user\.authentication\.|policy\.evaluate_sign_on$|app\.oauth2\.|user\.mfa\.(?:attempt|okta_verify)|system\.push\.|app\.[\w.]+login|user\.risk\.detect)/,
    kindOf('authentication: info'),
  ],
  [/^app\.generic\.unauth_app_access_attempt$/, kindOf('authentication: access denied')],
  [/^security\.threat\.detected$/, { ...kindOf('threat: indicator'), kind: 'alert' }],
  [/^user\.account\.report_suspicious_activity_by_enduser$/, { ...kindOf('threat: indicator user'), kind: 'alert' }],
  [/^security\.request\.blocked$/, kindOf('network: denied')],
  [/^system\.api_token\.create$/, kindOf('iam: creation')],
  [/^system\.api_token\.(?:revoke|expire)$/, kindOf('iam: deletion')],
  [/^(?:system\.org\.rate_limit|core\.concurrency)/, kindOf('network: info')],
  [/^user\.lifecycle\.create$/, kindOf('iam: user creation')],
  [/^user\.lifecycle\.delete\.completed$/, kindOf('iam: user deletion')],
];

const CATEGORIES: readonly (readonly [RegExp, 'iam' | 'configuration' | 'authentication'])[] = [
  [
    /^(?:user|group|iam|access|app\.access_request|app\.user_management|app\.ad|app\.ldap|application\.user_membership|directory\.user|master_application)/,
    'iam',
  ],
];
