import { writeAddress } from '../json/address';
import type { Fields } from '../json/fields';
import { writePlace } from '../json/geo';
import { kindOf, writeKind } from '../json/kind';
import { put, putAll, putLabels } from '../json/put';
import { keepRest } from '../json/rest';
import { named, writeUser } from '../json/who';
import { recordSource } from '../record-source';
import type { EventWriter } from '../source';

/** 1Password's Events API: sign-in attempts, item usages, audit events: README.md. */
export const onepassword = recordSource({
  name: 'onepassword',
  mark: /"session_uuid"|"item_uuid"|"actor_uuid"/,
  recognises: (document) => (logOf(document) === undefined ? 0 : 1),
  documents(payload) {
    return Array.isArray(payload.raw('items')) ? payload.list('items') : undefined;
  },
  write(document, _at, out) {
    const log = logOf(document);
    const time = document.time('timestamp');
    if (log === undefined) out.reject('HAB-PARSE-002', 'a sign-in attempt, an item usage or an audit event', 'none');
    else if (time === undefined) out.reject('HAB-PARSE-001', 'timestamp', String(document.raw('timestamp')));
    else {
      out.time(time);
      putAll(out, {
        'event.module': '1password',
        'event.id': document.text('uuid'),
        'service.name': '1Password',
        'organization.id': named(document.text('account_uuid')),
      });
      WRITE[log](document, out);
      writeWhere(document, out);
      for (const known of ['client', 'location', 'country', 'session', 'actor_details', 'target_user', 'user', 'timestamp']) document.raw(known);
      keepRest(document, out, 'onepassword');
      out.end();
    }
  },
});

const WRITE = { 'sign-in': writeSignIn, usage: writeUsage, audit: writeAudit } as const;

function logOf(document: Fields): keyof typeof WRITE | undefined {
  if (!document.has('uuid')) return undefined;
  if (document.has('target_user') && document.has('category')) return 'sign-in';
  if (document.has('item_uuid') && document.has('vault_uuid')) return 'usage';
  return document.has('actor_uuid') && document.has('action') ? 'audit' : undefined;
}

const SIGN_IN = kindOf('authentication: start');
const SUCCESS = new Set(['success', 'firewall_reported_success']);

function writeSignIn(log: Fields, out: EventWriter): void {
  const category = log.text('category') ?? '';
  const isSuccess = SUCCESS.has(category.toLowerCase());
  writeKind(out, SIGN_IN, category, isSuccess ? 'success' : 'failure');
  const type = log.text('type');
  putAll(out, { 'event.dataset': '1password.signin_attempts', 'event.reason': isSuccess ? undefined : type, 'session.id': named(log.text('session_uuid')) });
  writePerson(log.at('target_user'), out);
  putLabels(out, { type });
}

const USAGE = kindOf('file: access');

/** What was read of a vault, by whom. */
function writeUsage(log: Fields, out: EventWriter): void {
  writeKind(out, USAGE, log.text('action') ?? 'item-usage', 'success');
  put(out, 'event.dataset', '1password.item_usages');
  out.extra('onepassword.vault', log.text('vault_uuid'));
  out.extra('onepassword.item', log.text('item_uuid'));
  writePerson(log.at('user'), out);
}

function writeAudit(log: Fields, out: EventWriter): void {
  const action = log.text('action') ?? '';
  const type = log.text('object_type') ?? '';
  // gm, gma, uva, gva: memberships and the access of people and groups to vaults.
  const change = /^(?:gma?|[ug]va)$/.test(type) ? 'change' : (CHANGES.find(([form]) => form.test(action))?.[1] ?? 'change');
  const about = /^(?:user|invite|uva|gva)/.test(type) ? 'user ' : /^(?:group|gm|gma)/.test(type) ? 'group ' : '';
  writeKind(out, kindOf(`${about === '' ? 'configuration iam' : 'iam'}: ${about}${change}`), action, 'success');
  putAll(out, {
    'event.dataset': '1password.audit_events',
    'session.id': named(log.text('session.uuid')),
    'device.id': named(log.text('session.device_uuid')),
  });
  const details = log.at('actor_details');
  writePerson(details.has('uuid') ? details : log, out, log.text('actor_uuid'));
  const object = log.at('object_details');
  const aux = log.at('aux_details');
  if (type === 'user') writePerson(object, out, log.text('object_uuid'), 'user.target');
  else if (aux.has('email')) writePerson(aux, out, log.text('aux_uuid'), 'user.target');
  if (type === 'group') putAll(out, { 'group.id': named(log.text('object_uuid')), 'group.name': named(object.text('name')) });
  // Of a membership the object is the group, and who joins or leaves it stands beside it.
  if (type === 'gm') putAll(out, { 'group.id': named(log.text('object_uuid')), 'user.target.group.id': named(log.text('object_uuid')) });
  putLabels(out, { object_type: type === '' ? undefined : type });
}

const CHANGES = [
  [/^(?:create|add|join|begin|invite|grant|provsn|enblduo)/, 'creation'],
  [/^(?:delete|remove|purge|leave|revoke|deolddev)/, 'deletion'],
  [/^(?:view|export|download|list)/, 'access'],
] as const;

/** People are found by their id and by their full name too. */
function writePerson(person: Fields, out: EventWriter, id = person.text('uuid'), role: 'user' | 'user.target' = 'user'): void {
  const fullName = named(person.text('name'));
  writeUser(out, { id, email: person.text('email'), fullName }, role);
  for (const said of [named(id), fullName]) if (said !== undefined) out.add('related.user', said);
}

function writeWhere(log: Fields, out: EventWriter): void {
  const client = log.at('client');
  writeAddress(out, 'source', client.raw('ip_address') ?? log.raw('session.ip'));
  const place = log.at('location');
  writePlace(out, {
    country: place.raw('country') ?? log.raw('country'),
    region: place.raw('region'),
    city: place.raw('city'),
    lat: place.raw('latitude'),
    lon: place.raw('longitude'),
  });
  putAll(out, {
    'user_agent.os.name': named(client.text('os_name')),
    'user_agent.os.version': named(client.text('os_version')),
    'user_agent.name': named(client.text('app_name')),
    'user_agent.version': named(client.text('app_version')),
  });
  putLabels(out, { platform: named(client.text('platform_name')) });
}
