import { kindOf, type Kind } from '../json/kind';
import type { Outcome } from '../json/outcome';

/** What an event of this application of this name is. */
export function kindOfEvent(application: string, name: string): Kind {
  const rule = (RULES[application] ?? []).find(([form]) => form.test(name));
  return rule?.[1] ?? OTHERS[application] ?? kindOf('configuration: info');
}

type Rules = readonly (readonly [RegExp, Kind])[];

const SIGN_IN: Rules = [
  [/^login_(?:success|failure)$/, kindOf('authentication session: start')],
  [/^logout$/, kindOf('authentication session: end')],
  [/^user_signed_out_due_to_suspicious_session_cookie$/, kindOf('authentication: end')],
  [/^(?:login_challenge|login_verification|suspicious_login|suspicious_login_less_secure_app|suspicious_programmatic_login)$/, kindOf('authentication: info')],
  [/^gov_attack_warning$/, { ...kindOf('iam: user'), kind: 'alert' }],
  [/^account_disabled_/, kindOf('iam: user change')],
  [/^(?:2sv|titanium|password|recovery)_/, kindOf('iam: user change')],
  [/^email_forwarding_out_of_domain$/, kindOf('iam: user change')],
  [/^(?:blocked_sender|risky_sensitive_action_\w{1,20})$/, kindOf('configuration: info')],
];

/** Names are verb and object in capitals; what is about neither people nor groups is a setting. What is removed from somewhere changes that. */
const ADMIN: Rules = [
  [/^(?:ADD|REMOVE|UPDATE)_GROUP_MEMBER|^CHANGE_GROUP|^(?:WHITELISTED_GROUPS|REORDER_GROUP|GROUP_MEMBER_BULK)/, kindOf('iam: group change')],
  [/^CREATE_GROUP$/, kindOf('iam: group creation')],
  [/^DELETE_GROUP$/, kindOf('iam: group deletion')],
  [/^GROUP_/, kindOf('iam: group info')],
  [/^(?:CREATE_USER|UNDELETE_USER|GENERATE_2SV)/, kindOf('iam: user creation')],
  [/^DELETE_(?:USER|2SV|ACCOUNT_INFO|EMAIL_MONITOR|MAILBOX)/, kindOf('iam: user deletion')],
  [/^(?:CREATE_(?:EMAIL_MONITOR|DATA_TRANSFER))/, kindOf('iam: user creation')],
  [/^(?:CREATE|ADD)_ROLE|^CREATE_ORG_UNIT/, kindOf('iam: creation')],
  [/^(?:DELETE_ROLE|REMOVE_ORG_UNIT)/, kindOf('iam: deletion')],
  [/^(?:ASSIGN_ROLE|UNASSIGN_ROLE|ADD_PRIVILEGE|REMOVE_PRIVILEGE|UPDATE_ROLE|RENAME_ROLE|TRANSFER_DOCUMENT_OWNERSHIP)/, kindOf('iam: change')],
  // Of all users at once: settings.
  [
    /^CHANGE_\w{0,20}TWO_STEP_VERIFICATION_(?:ENROLLMENT_PERIOD|FREQUENCY|GRACE|START|METHODS)|^(?:CHANGE_CHROME_OS_USER_SETTING|TOGGLE_ALLOW_ADMIN_PASSWORD_RESET|ENABLE_NON_ADMIN_USER_PASSWORD)/,
    kindOf('iam configuration: change'),
  ],
  [
    /^(?:RESEND_USER_INVITE|USER_INVITE|VIEW_TEMP_PASSWORD|REQUEST_(?:ACCOUNT_INFO|MAILBOX_DUMP)|ACTION_(?:REQUESTED|CANCELLED))|_NOTIFICATION_SENT$/,
    kindOf('iam: user info'),
  ],
  [
    /^(?:SUSPEND|UNSUSPEND|ARCHIVE|UNARCHIVE|RENAME|MOVE)_USER|(?:GRANT|REVOKE)_\w{0,20}ADMIN|_PRIVILEGES?$|PASSWORD|2_STEP|TWO_STEP|RECOVERY|NICKNAME|SECURITY_KEY|SIGNIN_COOKIES|3LO|_ASP$|_USER_|FIRST_NAME|LAST_NAME|BIRTHDATE|^GMAIL_RESET_USER|^MAIL_ROUTING_DESTINATION|AUTOMATIC_CONTACT_SHARING|^MOBILE_(?:DEVICE|ACCOUNT)_/,
    kindOf('iam: user change'),
  ],
  [/^(?:ISSUE_DEVICE_COMMAND|UPLOAD_|ENROLL_|USE_GOOGLE_MOBILE|DRIVE_DATA_RESTORE)|BULK_UPLOAD$|_CLAIM$/, kindOf('iam: info')],
  [/^REMOVE_(?!CHROME)/, kindOf('iam configuration: change')],
  [/^(?:CREATE|INSERT|GENERATE|REGENERATE|ADD_WEB_ADDRESS)|UNDELETE|_CREATE(?:D|_|$)|CREATION$/, kindOf('iam configuration: creation')],
  [/^(?:DELETE|REMOVE)_|_DELETE(?:D|_|$)|DELETION$/, kindOf('iam configuration: deletion')],
  [/_VIEW$/, kindOf('iam configuration: info')],
  [/^(?:DOWNLOAD|VIEW|EMAIL_LOG_SEARCH|VERIFY|SKIP|REQUEST)/, kindOf('iam: info')],
];

/** What owners, managers and members do with a group themselves. */
const GROUPS: Rules = [
  [/^create_group$/, kindOf('iam: group creation')],
  [/^delete_group$/, kindOf('iam: group deletion')],
  [/^add_info_setting$/, kindOf('iam configuration: group creation')],
  [/^remove_info_setting$/, kindOf('iam configuration: group deletion')],
  [/_setting$/, kindOf('iam configuration: group change')],
  [/^(?:accept_invitation|request_to_join|revoke_invitation|invite_user|reinvite_user|reject_join_request|ban_user)/, kindOf('iam: group user info')],
  [/^(?:approve_join_request|join|add_user|add_member)$/, kindOf('iam: group user change')],
  [/^(?:remove_user|remove_member|unsubscribe|leave)/, kindOf('iam: group user change')],
  [/^(?:moderate_message|always_post)/, kindOf('iam: group info')],
];

const DRIVE: Rules = [
  [/^(?:create|untrash|upload|copy)$/, kindOf('file: creation')],
  [/^(?:delete|trash)$/, kindOf('file: deletion')],
  [/^(?:download|preview|print|view|source_copy|sync_item_content|access_item_content|email_as_attachment|connected_sheets_query)$/, kindOf('file: access')],
  [/^(?:change_|shared_drive_|sheets_import_range_access_change|approval_)/, kindOf('file iam configuration: change')],
];

const TOKEN: Rules = [
  [/^(?:authorize|revoke)$/, kindOf('iam: user change')],
  [/^activity$/, kindOf('iam: access')],
  [/^request$/, kindOf('iam: user info')],
];

const CHROME: Rules = [
  [/(?:^|_)LOGIN_(?:EVENT|FAILURE|SUCCESS)|LOCK_SUCCESS|LOCKED?_FAILURE/, kindOf('authentication: start')],
  [/LOGOUT/, kindOf('authentication: end')],
  [/ADD_USER/, kindOf('iam: user creation')],
  [/REMOVE_USER/, kindOf('iam: user deletion')],
  [/CRD_CLIENT_CONNECTED/, kindOf('session: start')],
  [/CRD_CLIENT_DISCONNECTED/, kindOf('session: end')],
  [/CRD_HOST_STARTED/, kindOf('host: start')],
  [/CRD_HOST_ENDED/, kindOf('host: end')],
  [/BOOT_STATE|POWERWASH|UPDATE_|PERIPHERAL/, kindOf('host: change')],
];

const CONTEXT: Rules = [[/^ACCESS_DENY/, kindOf('authentication: access denied')]];

const RULES: Readonly<Record<string, Rules>> = {
  chrome: CHROME,
  login: SIGN_IN,
  user_accounts: SIGN_IN,
  saml: SIGN_IN,
  admin: ADMIN,
  drive: DRIVE,
  token: TOKEN,
  groups: GROUPS,
  groups_enterprise: GROUPS,
  context_aware_access: CONTEXT,
};
const OTHERS: Readonly<Record<string, Kind>> = {
  login: kindOf('authentication: info'),
  context_aware_access: kindOf('authentication: info'),
  saml: kindOf('authentication: info'),
  admin: kindOf('iam configuration: change'),
  drive: kindOf('file: change'),
  token: kindOf('iam: info'),
  user_accounts: kindOf('iam: user change'),
  gmail: kindOf('email: info'),
  calendar: kindOf('configuration: change'),
  meet: kindOf('session: info'),
  chat: kindOf('session: info'),
  groups: kindOf('iam: group change'),
  groups_enterprise: kindOf('iam: group change'),
};

/** Challenges say in `login_challenge_status` how they ended; of what is neither a sign-in nor a challenge that it is told means that it was done. */
export function outcomeOfEvent(name: string, challenge: string | undefined): Outcome {
  if (/failure|_blocked$|^ACCESS_DENY/i.test(name)) return 'failure';
  if (challenge !== undefined) return /passed|success/i.test(challenge) ? 'success' : 'failure';
  return /suspicious|challenge|verification|attack/.test(name) ? 'unknown' : 'success';
}
