import { kindOf, type Kind } from '../json/kind';

/** What an action of the administrator or activity log is: what it is about, and the verb behind it. */
export function kindOfAction(action: string): Kind {
  if (/login|sign_?in|_2fa_error$/.test(action)) return kindOf('authentication: start');
  return /_view$/.test(action) ? kindOf(/^(?:user|bypass|admin)_/.test(action) ? 'iam: user info' : 'configuration: access') : kindOfChange(action);
}

function kindOfChange(action: string): Kind {
  const change = /create|add|enroll|import|install/.test(action) ? 'creation' : /delete|remove/.test(action) ? 'deletion' : 'change';
  if (/^(?:user|bypass|phone|hardtoken|webauthn|deregister|o2fa)/.test(action)) return kindOf(`iam: user ${/^user_/.test(action) ? change : 'change'}`);
  if (/^admin/.test(action)) return kindOf(`iam: admin user ${change}`);
  return /^group/.test(action) ? kindOf(`iam: group ${change}`) : kindOf(`configuration: ${change}`);
}
