import type { Fields } from '../json/fields';
import { kindOf, type Kind } from '../json/kind';

/** The activity in lower case with dashes (`Logon` is `logon`, `Password Change` is `password-change`), of its number where no name is given. */
export function activityOf(classId: number, event: Fields): string {
  const said = event.text('activity_name') ?? event.text('type_name')?.split(': ')[1];
  const id = event.number('activity_id') ?? (event.number('type_uid') ?? 0) % 100;
  const name = said === undefined || /^(?:unknown|other)$/i.test(said) ? (ACTIVITIES.get(classId)?.[id - 1] ?? said) : said;
  return (name ?? `activity-${id}`)
    .trim()
    .toLowerCase()
    .replace(/[\s:_]+/g, '-');
}

/** Category and type of a class of events and what was done. A class that is not listed is known by its category. */
export function kindOfActivity(classId: number, activity: string): Kind {
  const known = KINDS.get(classId) ?? BY_CATEGORY.get(Math.floor(classId / 1000)) ?? { category: [], type: ['info'] };
  const done = known.kind === 'alert' ? undefined : DONE.find(({ form }) => form.test(activity))?.type;
  return done === undefined ? known : { ...known, type: [...known.type.filter((one) => one !== 'info'), ...done.filter((one) => !known.type.includes(one))] };
}

/** The name of a class, where the event does not say it. */
export function classNameOf(classId: number, event: Fields): string {
  return event.text('class_name')?.toLowerCase().replace(/\W+/g, '_') ?? CLASS_NAMES.get(classId) ?? String(classId);
}

const CLASS_NAMES: ReadonlyMap<number, string> = new Map([
  [1001, 'file_system_activity'],
  [1007, 'process_activity'],
  [2001, 'security_finding'],
  [2004, 'detection_finding'],
  [3001, 'account_change'],
  [3002, 'authentication'],
  [3003, 'authorize_session'],
  [3004, 'entity_management'],
  [3005, 'user_access_management'],
  [3006, 'group_management'],
  [4001, 'network_activity'],
  [4002, 'http_activity'],
  [4007, 'ssh_activity'],
  [6003, 'api_activity'],
  [6006, 'file_hosting_activity'],
]);

const finding: Kind = { kind: 'alert', category: ['intrusion_detection'], type: ['info'] };

const KINDS: ReadonlyMap<number, Kind> = new Map([
  [1001, kindOf('file: info')],
  [1003, kindOf('host: info')],
  [1005, kindOf('package: info')],
  [1006, kindOf('process: info')],
  [1007, kindOf('process: info')],
  [2002, { kind: 'alert', category: [], type: ['info'] }],
  [3001, kindOf('iam: user')],
  [3002, kindOf('authentication: info')],
  [3003, kindOf('session: info')],
  [3004, kindOf('iam: info')],
  [3005, kindOf('iam: user')],
  [3006, kindOf('iam: group')],
  [4001, kindOf('network: connection')],
  [4002, kindOf('web: access')],
  [4003, kindOf('network: protocol')],
  [4004, kindOf('network: protocol')],
  [4005, kindOf('network: protocol')],
  [4006, kindOf('file network: info')],
  [4007, kindOf('network: protocol')],
  [4008, kindOf('file network: protocol')],
  [4009, kindOf('email: info')],
  [4010, kindOf('file: info')],
  [4011, kindOf('email file: info')],
  [4012, kindOf('email: info')],
  [5002, kindOf('configuration: info')],
  [6001, kindOf('web: access')],
  [6002, kindOf('package: info')],
  [6003, kindOf('api: info')],
  [6004, kindOf('web: access')],
  [6005, kindOf('database: info')],
  [6006, kindOf('file: info')],
]);

const BY_CATEGORY: ReadonlyMap<number, Kind> = new Map([
  [1, kindOf('host: info')],
  [2, finding],
  [3, kindOf('iam: info')],
  [4, kindOf('network: info')],
  [5, kindOf('host: info')],
  [6, kindOf('api: info')],
]);

/** ECS types of an activity by its name. */
const DONE: readonly { readonly form: RegExp; readonly type: Kind['type'] }[] = [
  { form: /^(?:logon|authentication-ticket|launch|start|open|assume.*)$/, type: ['start'] },
  { form: /^(?:logoff|terminate|stop|close)$/, type: ['end'] },
  { form: /^(?:create|add|install|import|insert)$/, type: ['creation'] },
  { form: /^(?:delete|remove|uninstall|purge)$/, type: ['deletion'] },
  { form: /^(?:read|get|list|download|preview|export|select|access.*|share)$/, type: ['access'] },
  { form: /^(?:refuse|deny|decline|block)$/, type: ['denied'] },
  {
    form: /^(?:update|set-.*|rename|move|copy|enable|disable|lock|unlock|attach.*|detach.*|assign.*|revoke.*|add-user|remove-user|password-.*|mfa-.*|encrypt|decrypt|modify.*|restore|upload)$/,
    type: ['change'],
  },
];

const ACTIVITIES: ReadonlyMap<number, readonly string[]> = new Map(
  Object.entries({
    1001: 'Create,Read,Update,Delete,Rename,Set Attributes,Set Security,Get Attributes,Get Security,Encrypt,Decrypt,Mount,Unmount,Open',
    1007: 'Launch,Terminate,Open,Inject,Set User ID',
    3001: 'Create,Enable,Password Change,Password Reset,Disable,Delete,Attach Policy,Detach Policy,Lock,MFA Factor Enable,MFA Factor Disable,Unlock',
    3002: 'Logon,Logoff,Authentication Ticket,Service Ticket Request,Service Ticket Renew,Preauth,Account Switch',
    3003: 'Assign Privileges,Assign Groups',
    3004: 'Create,Read,Update,Delete,Move,Enroll,Unenroll,Enable,Disable,Activate,Deactivate,Suspend,Resume',
    3005: 'Assign Privileges,Revoke Privileges',
    3006: 'Assign Privileges,Revoke Privileges,Add User,Remove User,Delete,Create',
    4001: 'Open,Close,Reset,Fail,Refuse,Traffic,Listen',
    4002: 'Connect,Delete,Get,Head,Options,Post,Put,Trace,Patch',
    4007: 'Open,Close,Reset,Fail,Refuse,Traffic,Listen',
    6003: 'Create,Read,Update,Delete',
    6004: 'Access Grant,Access Deny,Access Revoke,Access Error',
    6005: 'Read,Update,Connect,Query,Write,Create,Delete',
    6006: 'Upload,Download,Update,Delete,Rename,Copy,Move,Restore,Preview,Lock,Unlock,Share,Unshare,Open,Sync,Unsync',
  }).map(([id, names]) => [Number(id), names.split(',')])
);
