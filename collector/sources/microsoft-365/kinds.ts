import { kindOf, type Kind } from '../json/kind';
import { isLossPrevention, kindOfMatch } from './loss-prevention';

/** What an operation is: the first rule that fits, else by the workload and the verb. */
export function kindOfOperation(operation: string, workload: string, type: string): Kind {
  if (/Alerts?$|^ThreatIntelligence|^AirInvestigation/.test(type)) return { ...kindOf('threat: indicator'), kind: 'alert' };
  if (isLossPrevention(type)) return kindOfMatch(operation, type);
  const rule = RULES.find(([form]) => form.test(operation));
  if (rule) return rule[1];
  const change = changeOf(operation);
  if (/SharePoint|OneDrive/i.test(workload)) return kindOf(`file web: ${change}`);
  if (/^AzureActiveDirectory|Entra/i.test(workload)) return kindOf(`iam: ${change}`);
  return /Exchange/i.test(workload) ? kindOf(`configuration email: ${change}`) : kindOf(`web: ${change}`);
}

function changeOf(operation: string): string {
  if (/^(?:Add|New|Create|Enable|Install|Upload)/i.test(operation)) return 'creation';
  if (/^(?:Remove|Delete|Disable|Uninstall)|Deleted$|Removed$/i.test(operation)) return 'deletion';
  return /^(?:Set|Update|Change|Edit|Rename|Move|Modif)|(?:Updated|Modified|Changed|Set|Renamed|Moved)$/i.test(operation) ? 'change' : 'info';
}

const RULES: readonly (readonly [RegExp, Kind])[] = [
  [
    /^(?:UserLoggedIn|UserLoginFailed|UserSignedIn|TeamsSessionStarted|MailboxLogin|ForeignRealmIndexLogonInitialAuthUsingADFSFederatedToken)$/,
    kindOf('authentication: start'),
  ],
  [/^(?:UserLoggedOff|SignOut|UserSignedOut)$/, kindOf('authentication: end')],
  [/^Add user\.?$/i, kindOf('iam: user creation')],
  [/^(?:Delete|Hard Delete) user\.?$/i, kindOf('iam: user deletion')],
  [
    /^(?:Update|Restore|Disable|Enable) (?:user|account|Strong Authentication)|^(?:Change|Reset) user (?:password|license)|^Set (?:force change user password|license)|^User (?:registered|deleted|changed)/i,
    kindOf('iam: user change'),
  ],
  [/^(?:Add|Remove) (?:eligible )?member (?:to|from) role|^Add role|^Update role/i, kindOf('iam: admin user change')],
  [
    /^(?:Add|Remove) (?:member|owner) (?:to|from) group|^Update group|^(?:MemberAdded|MemberRemoved|MemberRoleChanged|AddedToGroup|RemovedFromGroup)/i,
    kindOf('iam: group change'),
  ],
  [/^Add group|^(?:TeamCreated|GroupCreation)$/i, kindOf('iam: group creation')],
  [/^Delete group|^(?:TeamDeleted|GroupDeletion)$/i, kindOf('iam: group deletion')],
  [
    /^(?:Consent to application|Add (?:service principal|app role assignment|OAuth2PermissionGrant|delegated permission grant))/i,
    kindOf('iam configuration: creation'),
  ],
  [
    /^(?:File|Folder)(?:Accessed|AccessedExtended|Downloaded|Previewed|SyncDownloadedFull|SyncDownloadedPartial|Viewed|VersionsViewed)$|^(?:PageViewed|ListViewed|ListItemViewed)/,
    kindOf('file: access'),
  ],
  [/^(?:File|Folder)(?:Uploaded|Created|Copied|SyncUploadedFull|SyncUploadedPartial|Restored|UploadedPartial)$/, kindOf('file: creation')],
  [
    /^(?:File|Folder)(?:Deleted|Recycled|DeletedFirstStageRecycleBin|DeletedSecondStageRecycleBin|VersionRecycled|VersionsAllDeleted)/,
    kindOf('file: deletion'),
  ],
  [/^(?:File|Folder)(?:Modified|ModifiedExtended|Moved|Renamed|CheckedIn|CheckedOut|CheckOutDiscarded|SensitivityLabel\w{0,20})/, kindOf('file: change')],
  [
    /^(?:Sharing|SecureLink|AnonymousLink|CompanyLink|AccessRequest|AccessInvitation|PermissionLevel|SharedLink|AddedToSecureLink|RemovedFromSecureLink)/,
    kindOf('file iam: change'),
  ],
  [/^(?:MailItemsAccessed|MessageBind|FolderBind)$/, kindOf('email: access')],
  [/^(?:Send|SendAs|SendOnBehalf)$/, kindOf('email: info')],
  [/^(?:HardDelete|SoftDelete|MoveToDeletedItems)$/, kindOf('email: deletion')],
  [
    /^(?:Create|Update|Move|Copy|ApplyRecord|UpdateFolderPermissions|UpdateCalendarDelegation|AddFolderPermissions|RemoveFolderPermissions)$/,
    kindOf('email: change'),
  ],
  [/^(?:New|Set|Enable|UpdateInboxRules|Disable|Remove)-?(?:InboxRule|InboxRules|TransportRule)?s?$/, kindOf('configuration email: change')],
  [/^(?:Add|Remove)-(?:MailboxPermission|RecipientPermission|RoleGroupMember)/, kindOf('iam configuration: admin change')],
];
