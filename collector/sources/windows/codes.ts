import { kindOf, type Kind } from '../json/kind';

/** Whose names stand where: `target` for the one who signs in, `subject` for who acts on another, `session` for `AccountName`. */
export type Roles = 'target' | 'subject' | 'subject-on-user' | 'subject-on-group' | 'subject-as' | 'locked-out' | 'session' | 'renamed';

/** What an event number means. */
export interface Code {
  readonly action: string;
  readonly roles: Roles;
  readonly kind: Kind;
  /** Where neither the keywords nor a status say it. */
  readonly outcome: 'success' | 'failure';
}

/** What the event number means; undefined for one that is not in the table. */
export function codeOf(code: string): Code | undefined {
  return CODES.get(code);
}

/** number, `categories: types`, whose names, action, and `failure` where the event is one by its meaning. */
const TABLE: readonly (readonly [numbers: string, kind: `${string}:${string}`, roles: Roles, action: string, outcome?: 'failure'])[] = [
  ['4624', 'authentication: start', 'target', 'logged-in'],
  ['4625', 'authentication: start', 'target', 'logon-failed', 'failure'],
  ['4634 4647', 'authentication: end', 'target', 'logged-out'],
  ['4648', 'authentication: start', 'subject-as', 'logged-in-explicit'],
  ['4672', 'iam: admin', 'subject', 'logged-in-special'],
  ['4964', 'iam: admin group', 'target', 'logged-in-special'],
  ['4768', 'authentication: start', 'target', 'kerberos-authentication-ticket-requested'],
  ['4769', 'authentication: start', 'target', 'kerberos-service-ticket-requested'],
  ['4770', 'authentication: start', 'target', 'kerberos-service-ticket-renewed'],
  ['4771', 'authentication: start', 'target', 'kerberos-preauth-failed', 'failure'],
  ['4776', 'authentication: start', 'target', 'credential-validated'],
  ['4778', 'authentication session: start', 'session', 'session-reconnected'],
  ['4779', 'authentication session: end', 'session', 'session-disconnected'],
  ['6272 6278', 'authentication: start', 'subject', 'network-access-granted'],
  ['6273 6274', 'authentication: start', 'subject', 'network-access-denied', 'failure'],
  ['4825', 'authentication: start denied', 'session', 'remote-desktop-access-denied', 'failure'],
  ['4800', 'session: end', 'target', 'workstation-locked'],
  ['4801', 'session: start', 'target', 'workstation-unlocked'],
  ['4720', 'iam: user creation', 'subject-on-user', 'added-user-account'],
  ['4722', 'iam: user change', 'subject-on-user', 'enabled-user-account'],
  ['4723', 'iam: user change', 'subject-on-user', 'changed-password'],
  ['4724', 'iam: user change', 'subject-on-user', 'reset-password'],
  ['4725', 'iam: user deletion', 'subject-on-user', 'disabled-user-account'],
  ['4726', 'iam: user deletion', 'subject-on-user', 'deleted-user-account'],
  ['4738', 'iam: user change', 'subject-on-user', 'modified-user-account'],
  ['4740', 'iam: user change', 'locked-out', 'locked-out-user-account'],
  ['4767', 'iam: user change', 'subject-on-user', 'unlocked-user-account'],
  ['4781', 'iam: user change', 'renamed', 'renamed-user-account'],
  ['4797', 'iam: user info', 'subject-on-user', 'query-existence-of-blank-password'],
  ['5379', 'iam: user info', 'subject', 'credential-manager-credentials-were-read'],
  ['5380', 'iam: user info', 'subject', 'vault-credential-find'],
  ['5381 5382', 'iam: user info', 'subject', 'vault-credentials-were-read'],
  ['4798', 'iam: user info', 'subject-on-user', 'group-membership-enumerated'],
  ['4741', 'iam: creation admin', 'subject-on-user', 'added-computer-account'],
  ['4742', 'iam: change admin', 'subject-on-user', 'changed-computer-account'],
  ['4743', 'iam: deletion admin', 'subject-on-user', 'deleted-computer-account'],
  ['4727 4731 4754', 'iam: group creation', 'subject-on-group', 'added-group-account'],
  ['4728 4732 4756', 'iam: group change', 'subject-on-group', 'added-member-to-group'],
  ['4729 4733 4757', 'iam: group change', 'subject-on-group', 'removed-member-from-group'],
  ['4730 4734 4758', 'iam: group deletion', 'subject-on-group', 'deleted-group-account'],
  ['4735 4737 4755', 'iam: group change', 'subject-on-group', 'modified-group-account'],
  ['4764', 'iam: group change', 'subject-on-group', 'type-changed-group-account'],
  ['4799', 'iam: group info', 'subject-on-group', 'user-member-enumerated'],
  ['4744 4749 4759', 'iam: group creation', 'subject-on-group', 'added-distribution-group-account'],
  ['4745 4750 4760', 'iam: group change', 'subject-on-group', 'changed-distribution-group-account'],
  ['4746 4751 4761', 'iam: group change', 'subject-on-group', 'added-member-to-distribution-group'],
  ['4747 4752 4762', 'iam: group change', 'subject-on-group', 'removed-member-from-distribution-group'],
  ['4748 4753 4763', 'iam: group deletion', 'subject-on-group', 'deleted-distribution-group-account'],
  ['4673', 'iam: admin', 'subject', 'privileged-service-called'],
  ['4674', 'iam: admin', 'subject', 'privileged-operation'],
  ['4688', 'process: start', 'subject-as', 'created-process'],
  ['4689', 'process: end', 'subject', 'exited-process'],
  ['4697', 'iam configuration: admin change', 'subject', 'service-installed'],
  ['4698', 'iam configuration: creation admin', 'subject', 'scheduled-task-created'],
  ['4699', 'iam configuration: deletion admin', 'subject', 'scheduled-task-deleted'],
  ['4700', 'iam configuration: change admin', 'subject', 'scheduled-task-enabled'],
  ['4701', 'iam configuration: change admin', 'subject', 'scheduled-task-disabled'],
  ['4702', 'iam configuration: change admin', 'subject', 'scheduled-task-updated'],
  ['4719', 'iam configuration: admin change', 'subject', 'changed-audit-config'],
  ['4739', 'configuration: change', 'subject', 'domain-policy-changed'],
  ['4670', 'iam configuration: admin change', 'subject', 'permissions-changed'],
  ['4616', 'configuration: change', 'subject', 'system-time-changed'],
  ['4657', 'registry configuration: change', 'subject', 'registry-value-modified'],
  ['4717', 'iam configuration: admin change', 'subject', 'system-security-access-granted'],
  ['4718', 'iam configuration: admin deletion', 'subject', 'system-security-access-removed'],
  ['4706', 'configuration: creation', 'subject', 'domain-trust-added'],
  ['4707', 'configuration: deletion', 'subject', 'domain-trust-removed'],
  ['4713', 'configuration: change', 'subject', 'kerberos-policy-changed'],
  ['5140', 'network file: info access', 'subject', 'network-share-object-accessed'],
  ['5145', 'network file: info access', 'subject', 'network-share-object-access-checked'],
  ['4656 4658 4660 4661 4663', 'file: access', 'subject', 'object-accessed'],
  ['4662', 'iam configuration: admin change', 'subject', 'object-operation-performed'],
  ['4716', 'configuration: change', 'subject', 'trusted-domain-information-changed'],
  ['4817', 'iam configuration: admin change', 'subject', 'object-audit-changed'],
  ['4902', 'iam configuration: admin creation', 'subject', 'user-audit-policy-created'],
  ['4904', 'iam configuration: admin change', 'subject', 'security-event-source-added'],
  ['4905', 'iam configuration: admin deletion', 'subject', 'security-event-source-removed'],
  ['4906', 'iam configuration: admin change', 'subject', 'crash-on-audit-changed'],
  ['4907', 'iam configuration: admin change', 'subject', 'audit-setting-changed'],
  ['4908', 'iam configuration: admin change', 'subject', 'special-group-table-changed'],
  ['4912', 'iam configuration: admin change', 'subject', 'per-user-audit-policy-changed'],
  ['5136', 'iam configuration: admin change', 'subject', 'directory-service-object-modified'],
  ['5137', 'iam configuration: admin creation', 'subject', 'directory-service-object-created'],
  ['5141', 'iam configuration: admin deletion', 'subject', 'directory-service-object-deleted'],
  ['5152', 'network: connection denied', 'subject', 'windows-firewall-packet-drop', 'failure'],
  ['5157', 'network: connection denied', 'subject', 'windows-firewall-packet-block', 'failure'],
  ['5156', 'network: connection allowed', 'subject', 'windows-firewall-connection'],
  ['5158', 'network: info allowed', 'subject', 'windows-firewall-bind-local-port'],
  ['5159', 'network: info denied', 'subject', 'windows-firewall-bind-local-port', 'failure'],
  ['1105', 'iam: admin', 'subject', 'audit-log-archived'],
  ['1100', 'process: end', 'subject', 'logging-service-shutdown'],
  ['1102', 'iam: admin change', 'subject', 'audit-log-cleared'],
  ['1104', 'iam: admin', 'subject', 'logging-full'],
];

const CODES: ReadonlyMap<string, Code> = new Map(
  TABLE.flatMap(([numbers, kind, roles, action, outcome]) =>
    numbers.split(' ').map((number): [string, Code] => [number, { action, roles, kind: kindOf(kind), outcome: outcome ?? 'success' }])
  )
);
