import { kindOf, type Kind } from '../json/kind';
import type { Outcome } from '../json/outcome';

/** What a log event type code of Auth0 means. */
export interface LogType {
  readonly action: string;
  readonly kind: Kind;
  readonly outcome: Outcome;
}

/** The meaning of a code. A code of no row is named by itself; `f…` failed and `s…` succeeded, as Auth0 names them. */
export function typeOf(code: string): LogType {
  const known = TYPES.get(code);
  if (known) return known;
  const outcome = /^(?:f|limit_|pwd_leak)/.test(code) ? 'failure' : /^s(?!ys_)/.test(code) ? 'success' : 'unknown';
  const prefix = PREFIXES.find(([form]) => form.test(code));
  return { action: code, kind: kindOf(prefix?.[1] ?? 'configuration: info'), outcome };
}

/** Codes that come in families: each grant has one that succeeded and one that failed. */
const PREFIXES = [
  [/^[sf]e\w{1,10}ft$|^(?:sede|fede|ferrt|srrt)$/, 'authentication: info'],
  [/^gd_/, 'authentication: info'],
  [/^(?:organization_|scim|ssd|ssc)/, 'iam: change'],
  [/^limit_/, 'authentication: denied'],
] as const;

type Row = readonly [code: string, kind: `${string}:${string}`, action: string, outcome?: Outcome];

/** Auth0, "Log event type codes". The outcome is that of the first letter where none stands. */
const TABLE: readonly Row[] = [
  ['s', 'authentication session: start', 'successful-login'],
  ['f', 'authentication: start', 'failed-login'],
  ['fp', 'authentication: start', 'incorrect-password'],
  ['fu', 'authentication: start', 'invalid-username-or-email'],
  ['fc', 'authentication: start', 'failed-connector-login'],
  ['fco', 'authentication: start denied', 'origin-not-allowed'],
  ['fcoa', 'authentication: start', 'failed-cross-origin-authentication'],
  ['scoa', 'authentication session: start', 'successful-cross-origin-authentication'],
  ['fens', 'authentication: start', 'failed-native-social-login'],
  ['sens', 'authentication session: start', 'successful-native-social-login'],
  ['w', 'authentication: info', 'warnings-during-login', 'unknown'],
  ['ssa', 'authentication: info', 'successful-silent-authentication'],
  ['fsa', 'authentication: info', 'failed-silent-authentication'],
  ['slo', 'authentication session: end', 'user-logout-successful'],
  ['flo', 'authentication session: end', 'user-logout-failed'],
  ['oidc_backchannel_logout_succeeded', 'authentication session: end', 'oidc-backchannel-logout-succeeded', 'success'],
  ['oidc_backchannel_logout_failed', 'authentication session: end', 'oidc-backchannel-logout-failed', 'failure'],
  ['pla', 'authentication: info', 'pre-login-assessment', 'unknown'],
  ['seacft', 'authentication: info', 'success-exchange-auth-code-for-access-token'],
  ['feacft', 'authentication: info', 'failed-exchange-auth-code-for-access-token'],
  ['seccft', 'authentication: info', 'success-exchange-access-token-for-client-cred-grant'],
  ['feccft', 'authentication: info', 'failed-exchange-access-token-for-client-cred-grant'],
  ['sepft', 'authentication: info', 'success-exchange-password-for-access-token'],
  ['fepft', 'authentication: info', 'failed-exchange-password-for-access-token'],
  ['sertft', 'authentication: info', 'success-exchange-refresh-token-for-access-token'],
  ['fertft', 'authentication: info', 'failed-exchange-refresh-token-for-access-token'],
  ['sede', 'authentication: info', 'success-exchange-device-code-for-access-token'],
  ['fede', 'authentication: info', 'failed-exchange-device-code-for-access-token'],
  ['fepotpft', 'authentication: info', 'failed-exchange-passwordless-otp-for-access-token'],
  ['ferrt', 'authentication: info', 'failed-exchange-rotating-refresh-token'],
  ['seoobft', 'authentication: info', 'success-exchange-password-oob-challenge-for-access-token'],
  ['feoobft', 'authentication: info', 'failed-exchange-password-oob-challenge-for-access-token'],
  ['seotpft', 'authentication: info', 'success-exchange-password-otp-challenge-for-access-token'],
  ['feotpft', 'authentication: info', 'failed-exchange-password-otp-challenge-for-access-token'],
  ['sercft', 'authentication: info', 'success-exchange-mfa-recovery-code-for-access-token'],
  ['fercft', 'authentication: info', 'failed-exchange-password-mfa-recovery-code-for-access-token'],
  ['gd_auth_succeed', 'authentication: info', 'mfa-succeeded', 'success'],
  ['gd_auth_failed', 'authentication: info', 'mfa-failed', 'failure'],
  ['gd_auth_rejected', 'authentication: denied', 'mfa-rejected', 'failure'],
  ['gd_otp_rate_limit_exceed', 'authentication: denied', 'too-many-mfa-failures', 'failure'],
  ['gd_recovery_succeed', 'authentication: info', 'mfa-recovery-succeeded', 'success'],
  ['gd_recovery_failed', 'authentication: info', 'mfa-recovery-failed', 'failure'],
  ['gd_enrollment_complete', 'iam: user change', 'mfa-enrollment-complete', 'success'],
  ['gd_start_enroll', 'iam: user info', 'mfa-enrollment-started', 'unknown'],
  ['gd_unenroll', 'iam: user change', 'mfa-device-unenrolled', 'success'],
  ['gd_update_device_account', 'iam: user change', 'mfa-device-updated', 'success'],
  ['gd_tenant_update', 'configuration: change', 'guardian-tenant-update', 'success'],
  ['ss', 'iam: user creation', 'success-signup'],
  ['fs', 'iam: user creation', 'user-signup-failed'],
  ['sui', 'iam: user creation', 'successfully-imported-users'],
  ['fui', 'iam: user creation', 'failed-to-import-users'],
  ['du', 'iam: user deletion', 'user-deleted', 'success'],
  ['sdu', 'iam: user deletion', 'user-deleted'],
  ['fdu', 'iam: user deletion', 'failed-user-deletion'],
  ['sce', 'iam: user change', 'successful-change-of-email'],
  ['fce', 'iam: user change', 'failed-to-change-email'],
  ['scp', 'iam: user change', 'successful-change-of-password'],
  ['fcp', 'iam: user change', 'failed-to-change-password'],
  ['scpr', 'iam: user change', 'successful-change-password-request'],
  ['fcpr', 'iam: user change', 'failed-change-password-request'],
  ['scpn', 'iam: user change', 'successful-change-of-phone-number'],
  ['fcpn', 'iam: user change', 'failed-to-change-phone-number'],
  ['scu', 'iam: user change', 'successful-change-of-username'],
  ['fcu', 'iam: user change', 'failed-to-change-username'],
  ['sv', 'iam: user info', 'sent-verification-email'],
  ['fv', 'iam: user info', 'failed-to-send-verification-email'],
  ['svr', 'iam: user info', 'successful-verification-email-request'],
  ['fvr', 'iam: user info', 'failed-verification-email-request'],
  ['cs', 'authentication: info', 'passwordless-login-code-sent', 'unknown'],
  ['cls', 'authentication: info', 'passwordless-login-link-sent', 'unknown'],
  ['ublkdu', 'iam: user change', 'user-block-released', 'success'],
  ['srrt', 'authentication: info', 'revoked-refresh-token'],
  ['sapi', 'iam configuration: change', 'success-mgmt-api-op'],
  ['fapi', 'iam configuration: change', 'failed-mgmt-api-operation'],
  ['mgmt_api_read', 'iam: access', 'success-mgmt-api-op-secrets-returned', 'success'],
  ['limit_mu', 'threat intrusion_detection: indicator denied', 'hundred-failed-logins-ip-address-blocked', 'failure'],
  ['limit_wc', 'threat intrusion_detection: indicator denied', 'ten-failed-logins-ip-address-blocked', 'failure'],
  ['limit_sul', 'threat intrusion_detection: indicator denied', 'user-blocked-too-many-failed-logins', 'failure'],
  ['limit_delegation', 'network: denied', 'rate-limit-exceeded-to-delegation-endpoint', 'failure'],
  ['pwd_leak', 'threat intrusion_detection: indicator', 'breached-password-login', 'failure'],
  ['signup_pwd_leak', 'threat intrusion_detection: indicator', 'breached-password-signup', 'failure'],
  ['reset_pwd_leak', 'threat intrusion_detection: indicator', 'breached-password-reset', 'failure'],
  ['api_limit', 'network: denied', 'max-requests-reached', 'failure'],
  ['api_limit_warning', 'network: info', 'max-requests-near', 'unknown'],
];

/** What Auth0 writes of itself and of its mail, with no user in it. */
export const HOUSEKEEPING: ReadonlySet<string> = new Set(
  'depnote sys_os_update_start sys_os_update_end sys_update_start sys_update_end admin_update_launch con coff fn gd_module_switch gd_send_email gd_send_email_verification gd_send_pn gd_send_sms gd_send_voice'.split(
    ' '
  )
);

const ALERTS = new Set(['limit_mu', 'limit_wc', 'limit_sul', 'pwd_leak', 'signup_pwd_leak', 'reset_pwd_leak']);

const TYPES: ReadonlyMap<string, LogType> = new Map(
  TABLE.map(([code, kind, action, outcome]) => [
    code,
    {
      action,
      kind: { ...kindOf(kind), ...(ALERTS.has(code) && { kind: 'alert' as const }) },
      outcome: outcome ?? (code.startsWith('f') ? 'failure' : 'success'),
    },
  ])
);
