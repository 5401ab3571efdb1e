import { kindOf, type Kind } from '../json/kind';

/** What a call is, by its name and the service that was called. */
export function kindOfCall(name: string, service: string, saysReadOnly: boolean): Kind {
  const isReadOnly = saysReadOnly || READS.test(name);
  const rule = RULES.find(([form]) => form.test(name));
  if (rule && (rule[2] === undefined || rule[2].test(service))) return rule[1];
  if (/^(?:iam|sso|sso-directory|identitystore)$/.test(service)) return kindOf(`iam: ${changeOf(name, isReadOnly)}`);
  if (/^(?:signin|sts)$/.test(service)) return kindOf('authentication: info');
  if (service === 's3' && OBJECTS.test(name)) return kindOf(`file: ${/^(?:Get|Head|Select)Object/.test(name) ? 'access' : changeOf(name, isReadOnly)}`);
  return kindOf(isReadOnly ? 'api: info' : `configuration api: ${changeOf(name, isReadOnly)}`);
}

const READS = /^(?:Get|List|Describe|Head|Simulate|Lookup|BatchGet|Search|Select)/;
/** Calls that are about what is stored, not about how. */
const OBJECTS = /Object|^(?:Create|Delete)Bucket$|^(?:Initiate|Complete|Upload|Abort)/;

function changeOf(name: string, isReadOnly: boolean): string {
  if (isReadOnly || READS.test(name)) return 'info';
  if (/^(?:Create|Run|Put|Allocate|Import|Upload|Copy)/.test(name)) return 'creation';
  return /^(?:Delete|Terminate|Remove|Revoke|Release)/.test(name) ? 'deletion' : 'change';
}

const SIGN_IN = /^(?:signin|sso|sso-directory|sts)$/;

/** The first that fits, where the service fits too. Users and groups of IAM: what is done to what a user has is a change of the user. */
const RULES: readonly (readonly [name: RegExp, kind: Kind, service?: RegExp])[] = [
  [/^(?:ConsoleLogin|UserAuthentication|CredentialVerification|Authenticate)$/, kindOf('authentication: start'), SIGN_IN],
  [/^(?:Logout|UserLogout)$/, kindOf('authentication: end'), SIGN_IN],
  [
    /^(?:AssumeRole\w{0,20}|GetSessionToken|GetFederationToken|SwitchRole|ExitRole|CheckMfa|RenewRole|GetSigninToken|Federate|CredentialChallenge)$/,
    kindOf('authentication: info'),
    SIGN_IN,
  ],
  [/^(?:PasswordRecovery\w{1,20}|PasswordUpdated|EmailUpdated)$/, kindOf('iam: user change'), SIGN_IN],
  [/^CreateUser$/, kindOf('iam: user creation')],
  [/^DeleteUser$/, kindOf('iam: user deletion')],
  [/^CreateGroup$/, kindOf('iam: group creation'), /^(?:iam|sso-directory|identitystore)$/],
  [/^DeleteGroup$/, kindOf('iam: group deletion'), /^(?:iam|sso-directory|identitystore)$/],
  [/^(?:Get|List)\w{0,40}Group/, kindOf('iam: group info'), /^iam$/],
  [/^(?:Get|List)\w{0,40}User|^(?:Get|List)(?:AccessKey|MFA|SSHPublicKey|LoginProfile)/, kindOf('iam: user info'), /^iam$/],
  [/^(?:Add|Remove)UserToGroup$|^RemoveUserFromGroup$|^(?:Attach|Detach|Put|Delete|Update)Group/, kindOf('iam: group change'), /^iam$/],
  [/User|AccessKey|LoginProfile|MFADevice|SSHPublicKey|^ChangePassword$|ServiceSpecificCredential|SigningCertificate/, kindOf('iam: user change'), /^iam$/],
  [/^CreateKeyPair$/, kindOf('iam: admin creation')],
  [/^(?:StopLogging|DeleteTrail|UpdateTrail|PutEventSelectors)$/, kindOf('configuration iam: admin change')],
];
