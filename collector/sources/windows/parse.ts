import { put, putHost } from '../json/put';
import { ALLOWED } from '../ecs/allowed';
import { readAddress, writeAddress } from '../json/address';
import type { Fields } from '../json/fields';
import { writeKind, type Kind } from '../json/kind';
import { writeLocalTime } from '../json/local-time';
import type { Outcome } from '../json/outcome';
import { named } from '../json/who';
import { text } from '../reading';
import { recordSource } from '../record-source';
import type { Arrival, EventWriter } from '../source';
import { codeOf, type Code } from './codes';
import { readRecord, type WindowsRecord } from './record';
import { actionOfSysmon, kindOfSysmon } from './sysmon';
import { isSuccess, isUnknownName, reasonOf } from './status';
import { writeAnyUser, writeUsers } from './users';
import { writeNetwork } from './network';
import { writeFile } from './object';
import { kindOfPowerShell } from './powershell';
import { writeProcess } from './process';
import { fromXml } from './xml';

/** The Security log of Windows, from whichever exporter: README.md. */
export const windows = recordSource({
  name: 'windows',
  mark: /"winlog"|Microsoft-Windows-Security-Auditing/,
  recognises(document) {
    const record = readRecord(document);
    if (record === undefined) return 0;
    if (/Windows|EventLog|^Security$/i.test(`${record.provider ?? ''} ${record.channel ?? ''}`)) return 1;
    return codeOf(record.code) !== undefined && record.computer !== undefined ? 0.8 : 0;
  },
  fromText: (line) => (line.includes('<Event') ? fromXml(line) : undefined),
  write(document, at, out) {
    const record = readRecord(document);
    if (record === undefined) out.reject('HAB-PARSE-002', 'a Windows event with its number', 'none');
    else if (isOfMachine(record.data)) out.drop('virtual-account');
    else write(record, at, out);
  },
});

function write(record: WindowsRecord, at: Arrival, out: EventWriter): void {
  if (!writeTime(timeOf(record), at, out)) return;
  const { code, data } = record;
  const known = isSecurity(record) ? codeOf(code) : undefined;
  const isKerberos = KERBEROS.has(code);
  const status = STATUS.has(code) ? statusOf(data) : undefined;
  const isUnknown = status !== undefined && isUnknownName(status, isKerberos);
  writeKind(
    out,
    known?.kind ?? kindElsewhere(record) ?? kindSaid(record.ecs),
    known?.action ?? record.ecs.text('event.action') ?? actionOf(record.task) ?? (isSysmon(record) ? actionOfSysmon(code) : undefined),
    outcomeOf(record, known, status)
  );
  out.text('event.code', code);
  out.text('event.dataset', 'system.security');
  out.text('event.module', 'system');
  writeHead(record, out);
  if (known === undefined || !NAMES.some((name) => named(data.text(name)) !== undefined)) writeAnyUser(out, data, record.ecs);
  else writeUsers(out, data, known.roles, isUnknown);
  if (isUnknown) out.label('invalid_user', 'true');
  writeWhere(data, record.ecs, code, out);
  if (status !== undefined && !isSuccess(status)) writeReason(status, isKerberos, out);
  writeLabels(data, out);
  if (isSysmon(record)) put(out, 'rule.name', named(data.text('RuleName')));
  out.end();
}

/** Other logs use the same numbers for other things. What names neither log nor provider is taken for the Security log. */
function isSecurity({ channel, provider }: WindowsRecord): boolean {
  return /Security|Eventlog/i.test(`${channel ?? ''} ${provider ?? 'Security'}`);
}

function isSysmon({ channel, provider }: WindowsRecord): boolean {
  return /Sysmon/i.test(`${channel ?? ''} ${provider ?? ''}`);
}

/** What an event of another log is. */
function kindElsewhere(record: WindowsRecord): Kind | undefined {
  if (isSysmon(record)) return kindOfSysmon(record.code);
  return /PowerShell/i.test(`${record.channel ?? ''} ${record.provider ?? ''}`) ? kindOfPowerShell(record.code) : undefined;
}

/** Where a name must stand for the table to say whose it is. */
const NAMES = ['TargetUserName', 'SubjectUserName', 'AccountName', 'OldTargetUserName', 'TargetUserSid', 'TargetSid', 'SubjectUserSid'];

/** What the exporter says that it is, where ECS allows it. */
function kindSaid(ecs: Fields): Kind {
  const category = ecs.texts('event.category').filter((one) => ALLOWED['event.category'].has(one));
  const type = ecs.texts('event.type').filter((one) => ALLOWED['event.type'].has(one));
  return { category, type } as unknown as Kind;
}

const KERBEROS = new Set(['4768', '4769', '4770', '4771']);
/** Events whose status is that of a sign-in. */
const STATUS = new Set([...KERBEROS, '4625', '4776']);

/** Sysmon tells itself when it happened; the log's time is when it was written. */
function timeOf(record: WindowsRecord): unknown {
  const utc = isSysmon(record) ? record.data.text('UtcTime') : undefined;
  return utc === undefined || !/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/.test(utc) ? record.time : `${utc.replace(' ', 'T')}Z`;
}

/** NXLog writes local time without a zone, PowerShell `/Date(1770971722123)/`. */
function writeTime(given: unknown, at: Arrival, out: EventWriter): boolean {
  const wire = typeof given === 'string' ? (/^\/Date\((\d{1,16})\)\/$/.exec(given)?.[1] ?? given) : given;
  if (writeLocalTime(wire, at, out)) return true;
  out.reject('HAB-PARSE-001', 'the time of a Windows event', String(text(given)));
  return false;
}

function writeHead(record: WindowsRecord, out: EventWriter): void {
  const { computer, recordId } = record;
  if (recordId !== undefined) out.text('event.id', computer === undefined ? recordId : `${computer}:${record.channel ?? 'Security'}:${recordId}`);
  putHost(out, 'host.name', computer);
  writeMachine(record.ecs, computer, out);
  if (record.provider !== undefined) out.text('event.provider', record.provider);
  if (record.level !== undefined && !/^\d+$/.test(record.level)) out.text('log.level', record.level.toLowerCase());
  const says = record.message?.split(/\r?\n/, 1)[0]?.trim();
  if (says !== undefined && says !== '') out.text('message', says.slice(0, 512));
}

/** What a shipper knows of the machine beside its name. */
function writeMachine(ecs: Fields, computer: string | undefined, out: EventWriter): void {
  const own = named(ecs.text('host.hostname')) ?? computer;
  if (own !== undefined) {
    out.text('host.hostname', own);
    out.add('related.hosts', own);
  }
  for (const given of ecs.texts('host.ip').slice(0, MOST_ADDRESSES)) {
    const ip = readAddress(given)?.ip;
    if (ip !== undefined) out.add('host.ip', ip);
  }
  put(out, 'host.id', named(ecs.text('host.id')));
}

const MOST_ADDRESSES = 32;

function outcomeOf(record: WindowsRecord, known: Code | undefined, status: string | undefined): Outcome | undefined {
  if (known?.outcome === 'failure') return 'failure';
  if (status !== undefined) return isSuccess(status) ? 'success' : 'failure';
  for (const word of record.results) {
    if (/success|^0x80?20/i.test(word) || word === '-9214364837600034816') return 'success';
    if (/failure|^0x80?10/i.test(word) || word === '-9218868437227405312') return 'failure';
  }
  return known?.outcome;
}

function statusOf(data: Fields): string | undefined {
  const sub = data.text('SubStatus');
  return sub !== undefined && !isSuccess(sub) ? sub : data.text('Status', 'FailureCode', 'ResultCode');
}

function writeReason(status: string, isKerberos: boolean, out: EventWriter): void {
  out.text('error.code', status);
  const reason = reasonOf(status, isKerberos);
  if (reason !== undefined) out.text('event.reason', reason);
}

function writeWhere(data: Fields, ecs: Fields, code: string, out: EventWriter): void {
  const addresses = ['IpAddress', 'ClientAddress', 'SourceAddress', 'SourceIp', 'CallingStationID'].map((name) => data.text(name));
  const from = addresses.find((given) => readAddress(given)?.ip !== undefined) ?? data.text('IpAddress', 'ClientAddress');
  writeAddress(out, 'source', from ?? ecs.text('source.ip'), data.text('IpPort', 'SourcePort') ?? ecs.text('source.port'));
  writeAddress(out, 'destination', data.text('DestAddress', 'DestinationIp'), data.text('DestPort', 'DestinationPort'));
  const station = named(data.text('WorkstationName', 'Workstation', 'ClientName', ...(code === '4740' ? ['TargetDomainName'] : [])));
  if (station !== undefined && !/^\\*$/.test(station)) {
    const bare = station.replace(/^\\+/, '');
    putHost(out, 'source.domain', bare);
    out.text('habitus.entity.source.host', bare.toLowerCase());
  }
  writeProcess(data, code, out);
  writeFile(data, out);
  writeNetwork(data, out);
  const service = named(data.text('ServiceName'));
  if (service !== undefined) out.text('service.name', service);
}

function writeLabels(data: Fields, out: EventWriter): void {
  const type = data.text('LogonType');
  if (type !== undefined) out.label('logon_type', LOGON_TYPES[type] ?? type);
  const method = named(data.text('AuthenticationPackageName', 'PackageName'));
  if (method !== undefined) out.label('method', method);
  const encryption = data.text('TicketEncryptionType');
  if (encryption !== undefined) out.label('encryption', encryption.toLowerCase());
  const session = named(data.text('TargetLogonId', 'LogonID', 'SubjectLogonId'));
  if (session !== undefined && !/^0x0$/i.test(session)) out.text('session.id', session);
  const privileges = named(data.text('PrivilegeList'));
  if (privileges !== undefined) out.extra('windows.privileges', privileges.split(/\s+/));
  const share = named(data.text('ShareName'));
  if (share !== undefined) out.extra('windows.share', share);
}

const LOGON_TYPES: Readonly<Record<string, string>> = {
  '0': 'System',
  '2': 'Interactive',
  '3': 'Network',
  '4': 'Batch',
  '5': 'Service',
  '7': 'Unlock',
  '8': 'NetworkCleartext',
  '9': 'NewCredentials',
  '10': 'RemoteInteractive',
  '11': 'CachedInteractive',
  '12': 'CachedRemoteInteractive',
  '13': 'CachedUnlock',
};

/** Accounts that Windows makes for each desktop session: `DWM-3`, `UMFD-1`. Nobody acts in them. */
function isOfMachine(data: Fields): boolean {
  return (
    /^(?:DWM|UMFD)-\d+$/.test(data.text('TargetUserName') ?? '') &&
    /^(?:Window Manager|Font Driver Host)$/i.test(data.text('TargetDomainName') ?? 'Window Manager')
  );
}

/** The task category as given; a bare number says nothing. */
function actionOf(task: string | undefined): string | undefined {
  return task === undefined || /^\d+$/.test(task) ? undefined : task;
}
