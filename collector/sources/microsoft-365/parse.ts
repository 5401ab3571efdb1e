import { readAddress, writeAddress } from '../json/address';
import { type Fields } from '../json/fields';
import { writeKind } from '../json/kind';
import { outcomeOf, type Outcome } from '../json/outcome';
import { put, putAll, putLabels } from '../json/put';
import { keepRest } from '../json/rest';
import { named, readWho, writeUser } from '../json/who';
import { recordSource } from '../record-source';
import type { EventWriter } from '../source';
import { kindOfOperation } from './kinds';
import { isLossPrevention, outcomeOfMatch, writeMatch } from './loss-prevention';
import { pairsOf } from './pairs';
import { recordTypeName } from './record-types';
import { writeFile } from './file';

/** The unified audit log of Microsoft 365: sign-ins, files, mail, Teams, administration: README.md. */
export const microsoft365 = recordSource({
  name: 'microsoft-365',
  mark: /"RecordType":\s{0,4}"?\d|"AuditData"/,
  recognises(document) {
    const parts = ['CreationTime', 'RecordType', 'Workload', 'OrganizationId', 'UserType', 'UserKey'].filter((key) => document.has(key)).length;
    return document.has('Operation') && parts >= 3 ? 1 : 0;
  },
  documents(payload) {
    const audit = payload.raw('AuditData') ?? payload.raw('o365audit') ?? payload.raw('o365.audit');
    if (typeof audit !== 'string') return audit === undefined ? undefined : [audit];
    try {
      return [JSON.parse(audit) as unknown];
    } catch {
      return undefined;
    }
  },
  write(document, _at, out) {
    const operation = document.text('Operation');
    const time = document.time('CreationTime');
    if (operation === undefined) out.reject('HAB-PARSE-002', 'an Operation', 'none');
    else if (time === undefined) out.reject('HAB-PARSE-001', 'CreationTime', String(document.raw('CreationTime')));
    else {
      out.time(time);
      write(document, operation, out);
    }
  },
});

function write(record: Fields, operation: string, out: EventWriter): void {
  const workload = record.text('Workload') ?? '';
  const type = recordTypeName(record.text('RecordType') ?? '');
  const outcome = isLossPrevention(type) ? outcomeOfMatch(record) : outcomeOfOperation(record, operation);
  const extended = pairsOf(record, 'ExtendedProperties');
  const isFailure = outcome === 'failure';
  writeKind(out, kindOfOperation(operation, workload, type), operation, outcome);
  putAll(out, {
    'event.dataset': 'o365.audit',
    'event.module': 'o365',
    'event.provider': named(workload),
    'event.code': named(type),
    'event.id': record.text('Id'),
    'event.reason': isFailure ? named(record.text('LogonError', 'ResultStatusDetail') ?? extended.text('ResultStatusDetail')) : undefined,
    'error.code': isFailure ? named(record.text('ErrorNumber')) : undefined,
    'organization.id': named(record.text('OrganizationId')),
    'organization.name': named(record.text('OrganizationName')),
    'service.name': named(workload),
    'session.id': named(record.text('AppAccessContext.AADSessionId', 'SessionId') ?? pairsOf(record, 'DeviceProperties').text('SessionId')),
    'user_agent.original': named(record.text('UserAgent', 'ClientInfoString') ?? extended.text('UserAgent') ?? agentIn(extended.text('additionalDetails'))),
  });
  writeActor(record, operation, out);
  writeAddress(
    out,
    'source',
    ['ClientIPAddress', 'ClientIP', 'ActorIpAddress', 'UserIp', 'SenderIp'].map((key) => record.raw(key)).find((given) => readAddress(given) !== undefined)
  );
  writeServer(record, out);
  writeTarget(record, type, out);
  writeFile(record, out);
  if (isLossPrevention(type)) writeMatch(record, out);
  if (/Alerts$/.test(type)) writeAlert(record, out);
  writeDevice(pairsOf(record, 'DeviceProperties'), out);
  putLabels(out, {
    user_type: USER_TYPES[record.text('UserType') ?? ''],
    logon_type: named(record.text('LogonType')),
    request_type: named(extended.text('RequestType')),
    client: named(record.text('ClientProcessName', 'Platform')),
    application: named(record.text('ApplicationDisplayName', 'AppAccessContext.ClientAppName')),
    team: named(record.text('TeamName')),
  });
  const parameters = pairsOf(record, 'Parameters');
  if (record.has('Parameters')) {
    out.extra(
      'microsoft-365.parameters',
      Object.fromEntries([...parameters.unread()].slice(0, 32).map(([name, value]) => [name, String(value).slice(0, 512)]))
    );
  }
  for (const known of KNOWN) record.raw(known);
  keepRest(record, out, 'microsoft-365');
  out.end();
}

const USER_TYPES: Readonly<Record<string, string>> = {
  '2': 'admin',
  '3': 'data-center-admin',
  '4': 'system',
  '5': 'application',
  '6': 'service-principal',
  '7': 'custom-policy',
  '8': 'system-policy',
};

/** Read elsewhere, or of no behaviour. */
const KNOWN =
  'CreationTime ErrorNumber AzureActiveDirectoryEventType Version UserKey UserId ActorIpAddress ClientIP ClientIPAddress ResultStatus ExtendedProperties DeviceProperties ModifiedProperties Actor Target ActorContextId InterSystemsId IntraSystemId TargetContextId AppAccessContext CorrelationId EventData OriginatingServer'.split(
    ' '
  );

/** `UserLoginFailed` is told with a ResultStatus of Success. */
function outcomeOfOperation(record: Fields, operation: string): Outcome {
  if (/Failed$|^ForeignRealm\w{1,60}Failed/.test(operation)) return 'failure';
  const status = record.text('ResultStatus');
  return /^partially/i.test(status ?? '') ? 'success' : (outcomeOf(status) ?? 'success');
}

/** `{"User-Agent":"…"}`, as text. */
function agentIn(details: string | undefined): string | undefined {
  return /"User-Agent":\s{0,4}"([^"]{1,1024})"/i.exec(details ?? '')?.[1];
}

/** The directory has no such user. `InvalidUserNameOrPassword` says neither. */
const UNKNOWN_USER = /^(?:UserAccountNotFound|InvalidUserName|EntityNotFound)$/;

function writeActor(record: Fields, operation: string, out: EventWriter): void {
  const given = named(record.text('UserId'))?.replace(/^urn:spo:guest#/i, '');
  const isUnknown = operation === 'UserLoginFailed' && (UNKNOWN_USER.test(record.text('LogonError') ?? '') || given === undefined);
  const isNobody = /^[4-8]$/.test(record.text('UserType') ?? '') && given?.includes('@') !== true;
  if (isNobody || /^[56]$/.test(record.text('UserType') ?? '') || /^ServicePrincipal_/.test(given ?? '')) {
    put(out, 'habitus.entity.actor.service', given?.toLowerCase());
    out.label('actor_type', 'service-principal');
    return;
  }
  const owner = given?.includes('@') === true ? undefined : record.text('MailboxOwnerUPN');
  writeUser(out, { id: given, name: given, email: owner, fullName: record.text('LogonUserDisplayName') }, 'user', isUnknown);
}

/** Of a whole department that joins at once the first are enough to be found. */
const MOST_MEMBERS = 64;

function writeTarget(record: Fields, type: string, out: EventWriter): void {
  const target = record
    .each('Target')
    .map((one) => one.text('ID'))
    .find((id) => readWho(id)?.email !== undefined);
  const shared = record.text('TargetUserOrGroupName', 'UserSharedWith', 'MailboxOwnerUPN');
  const members = record.each('Members').flatMap((one) => named(one.text('UPN')) ?? []);
  for (const member of members.slice(0, MOST_MEMBERS)) out.add('related.user', member);
  const member = members[0];
  const object = type === 'AzureActiveDirectory' && /user|member/i.test(record.text('Operation') ?? '') ? record.text('ObjectId') : undefined;
  const about = target ?? object ?? shared ?? member;
  if (about !== undefined && about.toLowerCase() !== record.text('UserId')?.toLowerCase()) writeUser(out, { id: object, name: about }, 'user.target');
  const changed = record.each('ModifiedProperties').map((one) => ({ name: one.text('Name'), new: one.text('NewValue')?.slice(0, 512) }));
  if (changed.length > 0) out.extra('microsoft-365.modified', changed.slice(0, 16));
  const group = (part: string): string | undefined => named(changed.find(({ name }) => name === `Group.${part}`)?.new?.replace(/^"|"$/g, ''));
  putAll(out, {
    'group.id': group('ObjectID'),
    'group.name': group('DisplayName') ?? named(record.text('TeamName', 'GroupName')),
    'user.target.group.id': group('ObjectID'),
    'user.target.group.name': group('DisplayName'),
  });
}

/** Exchange names the server that answered: `HE1PR0102MB3228 (198.51.100.4)`, of newer versions also `(15.20.4200.000)`. */
function writeServer(record: Fields, out: EventWriter): void {
  const server = /^([\w.-]{1,253}) \(([0-9a-fA-F:.]{2,45})\)/.exec(record.text('OriginatingServer') ?? '');
  if (readAddress(server?.[2])?.ip !== undefined) writeAddress(out, 'destination', server?.[2]);
}

/** Of an alert: the policy that raised it, and whom it is about. */
function writeAlert(record: Fields, out: EventWriter): void {
  putAll(out, { 'rule.name': named(record.text('Name')), 'rule.id': named(record.text('PolicyId')), message: named(record.text('Comments')) });
  const about = readWho(record.text('AlertEntityId'));
  for (const said of [about?.name, about?.email]) if (said !== undefined) out.add('related.user', said);
}

function writeDevice(device: Fields, out: EventWriter): void {
  putAll(out, { 'device.id': named(device.text('Id')), 'user_agent.os.name': named(device.text('OS')), 'user_agent.name': named(device.text('BrowserType')) });
}
