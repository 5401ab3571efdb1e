import { writeAddress } from '../json/address';
import { Fields } from '../json/fields';
import { writeKind } from '../json/kind';
import { writeLocalTime } from '../json/local-time';
import { writePage } from '../json/page';
import { put, putAll, putHost, putLabels } from '../json/put';
import { keepRest } from '../json/rest';
import { named, writeUser } from '../json/who';
import { recordSource } from '../record-source';
import type { Arrival, EventWriter } from '../source';
import { kindOfOperation, kindOfType } from './kinds';
import { fromLine, pairsOf } from './line';

/** Keycloak's user and admin events, from a webhook or its log: README.md. */
export const keycloak = recordSource({
  name: 'keycloak',
  recognises(document) {
    const logger = loggerOf(document);
    if (logger !== undefined && saysEvent(document)) return 1;
    if (logger !== undefined) return /^(?:org\.keycloak|org\.infinispan|io\.quarkus|org\.jgroups|org\.jboss|org\.wildfly)/.test(logger) ? 0.6 : 0;
    const isAdmin = document.has('operationType') && document.has('resourceType') && document.has('resourcePath');
    const isUser =
      document.has('type') &&
      (document.has('realmId') || document.has('realm_id')) &&
      (document.has('ipAddress') || document.has('details') || document.has('authDetails'));
    return isAdmin || isUser ? 1 : 0;
  },
  fromText: fromLine,
  write(document, at, out) {
    if (loggerOf(document) !== undefined) writeLogged(document, at, out);
    else if (document.has('operationType') || document.has('type')) writeEvent(document, document.raw('time') ?? document.raw('@timestamp'), at, out);
    else out.reject('HAB-PARSE-002', 'a type or an operationType', 'neither');
  },
});

function loggerOf(document: Fields): string | undefined {
  return document.text('loggerName', 'log.logger', 'logger', 'logger_name');
}

function saysEvent(document: Fields): boolean {
  return /^(?:type|operationType)=/.test(document.text('message', 'event.original') ?? '');
}

function writeLogged(document: Fields, at: Arrival, out: EventWriter): void {
  if (!saysEvent(document)) {
    out.drop('other-logger');
    return;
  }
  const level = document.text('level', 'log.level');
  if (level !== undefined) out.text('log.level', level.toLowerCase());
  put(out, 'process.thread.name', named(document.text('threadName', 'process.thread.name')));
  const host = document.text('hostName', 'host.hostname', 'host.name');
  putHost(out, 'host.name', host);
  const pairs = pairsOf(document.text('message', 'event.original') ?? '');
  writeEvent(new Fields({ ...pairs, details: pairs }), document.raw('timestamp') ?? document.raw('@timestamp') ?? today(document, at, out), at, out);
}

/** WildFly's console writes no date: it is the day on which the line came. */
function today(document: Fields, at: Arrival, out: EventWriter): string | undefined {
  const time = document.text('timeOfDay');
  if (time === undefined) return undefined;
  const day = new Date(at.observed).toISOString().slice(0, 10);
  out.text('habitus.time.assumed', `${day} UTC`);
  return `${day}T${time.replace(',', '.')}Z`;
}

function writeEvent(event: Fields, time: unknown, at: Arrival, out: EventWriter): void {
  if (!writeLocalTime(time, at, out)) {
    out.reject('HAB-PARSE-001', 'time', String(time));
    return;
  }
  putAll(out, {
    'event.dataset': 'keycloak.log',
    'event.module': 'keycloak',
    'event.id': event.text('id', 'uid'),
    'organization.id': named(event.text('realmId', 'authDetails.realmId')),
    'organization.name': named(event.text('realmName')),
    'service.name': named(event.text('clientId', 'authDetails.clientId')),
    'session.id': named(event.text('sessionId', 'authDetails.sessionId', 'details.code_id')),
  });
  writeAddress(out, 'source', event.raw('ipAddress') ?? event.raw('authDetails.ipAddress'));
  // Of many events the id is all that names somebody.
  const id = named(event.text('authDetails.userId', 'userId'));
  if (id !== undefined) out.add('related.user', id);
  if (event.has('operationType')) writeAdmin(event, out);
  else writeUserEvent(event, out);
  out.end();
}

function writeUserEvent(event: Fields, out: EventWriter): void {
  const type = (event.text('type') ?? '').replace(/^access\./, '');
  const error = named(event.text('error', 'details.error'));
  const isFailure = error !== undefined || type.endsWith('_ERROR');
  writeKind(out, kindOfType(type.replace(/_ERROR$/, '')), type, isFailure ? 'failure' : 'success');
  putAll(out, { 'event.reason': error, 'error.code': error });
  writeWho(event, type, error, out);
  const details = event.at('details');
  const redirect = details.text('redirect_uri');
  writePage(out, redirect);
  put(out, 'user_agent.original', details.text('user_agent', 'userAgent'));
  putLabels(out, {
    method: details.text('auth_method'),
    grant_type: details.text('grant_type'),
    identity_provider: details.text('identity_provider'),
    credential_type: details.text('credential_type'),
  });
  for (const known of KNOWN) details.raw(known);
  keepRest(details, out, 'keycloak');
}

/** Read already, or the event's own head where the details came from a log line. */
const KNOWN =
  'type realmId realmName clientId userId sessionId ipAddress error username email first_name last_name code_id impersonator identity_provider_identity authSessionParentId authSessionTabId'.split(
    ' '
  );

function writeWho(event: Fields, type: string, error: string | undefined, out: EventWriter): void {
  const user = {
    id: event.text('userId', 'authDetails.userId'),
    login: event.text('details.username', 'authDetails.username', 'username'),
    email: event.text('details.email'),
    fullName: fullName(event),
  };
  const impersonator = event.text('details.impersonator');
  if (/^IMPERSONATE/.test(type) && impersonator !== undefined) {
    writeUser(out, { login: impersonator });
    writeUser(out, user, 'user.target');
    return;
  }
  writeUser(out, user, 'user', error === 'user_not_found');
}

function fullName(event: Fields): string | undefined {
  const names = [event.text('details.first_name'), event.text('details.last_name')].filter((name) => name !== undefined);
  return names.length === 0 ? undefined : names.join(' ');
}

function writeAdmin(event: Fields, out: EventWriter): void {
  const operation = event.text('operationType') ?? '';
  const resource = event.text('resourceType') ?? '';
  const error = named(event.text('error'));
  writeKind(out, kindOfOperation(operation, resource), `${operation}-${resource}`, error === undefined ? 'success' : 'failure');
  putAll(out, { 'event.reason': error, 'error.code': error });
  writeUser(out, { id: event.text('authDetails.userId', 'userId'), login: event.text('authDetails.username', 'details.username') });
  const path = event.text('resourcePath') ?? '';
  const representation = representationOf(event);
  const isUser = /^users\//.test(path);
  const target = /^users\/([^/]{1,64})/.exec(path)?.[1];
  if (target !== undefined) out.add('related.user', target);
  writeUser(
    out,
    {
      id: target,
      ...(isUser && /^users\/[^/]+$/.test(path) && { login: representation.text('username'), email: representation.text('email') }),
    },
    'user.target'
  );
  put(out, 'group.id', /(?:^|\/)groups\/([^/]{1,64})/.exec(path)?.[1]);
  if (/GROUP/.test(resource)) put(out, 'group.name', representation.text('name'));
  if (/^GROUP_MEMBERSHIP$/.test(resource)) {
    putAll(out, { 'user.target.group.id': /(?:^|\/)groups\/([^/]{1,64})/.exec(path)?.[1], 'user.target.group.name': representation.text('name') });
  }
  if (path !== '') out.extra('keycloak.resource_path', path);
}

function representationOf(event: Fields): Fields {
  const given = event.raw('representation');
  if (typeof given !== 'string') return new Fields(given);
  try {
    return new Fields(JSON.parse(given));
  } catch {
    return new Fields(undefined);
  }
}
