import { type Fields } from '../json/fields';
import { recordSource } from '../record-source';
import { writeActivity } from './activity';
import { writeAdmin } from './admin';
import { writeAuthentication } from './authentication';

/** Duo Security: authentication, administrator and activity logs: README.md. */
export const duo = recordSource({
  name: 'duo',
  mark: /"authlogs"|"txid"[^]{0,400}"factor"|"trusted_endpoint_status"/,
  recognises: (document) => (logOf(document) === undefined && !isTelephony(document) ? 0 : 1),
  documents(payload) {
    const response = payload.has('response') ? payload.at('response') : payload;
    for (const list of ['authlogs', 'items']) if (Array.isArray(response.raw(list))) return response.list(list);
    return Array.isArray(payload.raw('response')) ? payload.list('response') : undefined;
  },
  write(document, _at, out) {
    const log = logOf(document);
    const time = document.time('isotimestamp', 'ts', 'timestamp');
    if (isTelephony(document)) out.drop('telephony');
    else if (log === undefined) out.reject('HAB-PARSE-002', 'an authentication, administrator or activity record', 'none');
    else if (time === undefined) out.reject('HAB-PARSE-001', 'isotimestamp, ts or timestamp', String(document.raw('timestamp')));
    else {
      out.time(time);
      out.text('event.module', 'duo');
      WRITE[log](document, out);
      out.end();
    }
  },
});

/** What an administrator's action is about, in its first word. */
const ADMIN_ACTION =
  /^(?:admin|user|group|application|integration|phone|bypass|hardtoken|policy|customer|directory|ad|azure|o2fa|u2f|webauthn|sso|deregister|adminapi|send|activation|management|trusted|update|create|delete|credits|feature|log|privilege|resend|regenerate|password|edition)_[a-z_0-9]{2,60}$/;

/** What a call or a text message cost: the sign-in that it was for is an event of its own. */
function isTelephony(document: Fields): boolean {
  return document.has('credits') && document.has('phone') && document.has('context');
}

const WRITE = { authentication: writeAuthentication, admin: writeAdmin, activity: writeActivity } as const;

function logOf(document: Fields): keyof typeof WRITE | undefined {
  if (document.has('txid') && document.has('result')) return 'authentication';
  if (document.has('factor') && document.has('result') && (document.has('access_device') || document.has('ip') || document.has('username'))) {
    return 'authentication';
  }
  if (document.has('action.name') && document.has('actor') && document.has('ts')) return 'activity';
  return ADMIN_ACTION.test(document.text('action') ?? '') && document.has('username') && (document.has('timestamp') || document.has('isotimestamp'))
    ? 'admin'
    : undefined;
}
