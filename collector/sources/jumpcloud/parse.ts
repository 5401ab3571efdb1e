import { writeAddress } from '../json/address';
import type { Fields } from '../json/fields';
import { writePlace } from '../json/geo';
import { kindOf, writeKind, type Kind } from '../json/kind';
import type { Outcome } from '../json/outcome';
import { put, putAll, putHost, putLabels } from '../json/put';
import { keepRest } from '../json/rest';
import { named, writeUser } from '../json/who';
import { recordSource } from '../record-source';
import type { EventWriter } from '../source';

/** JumpCloud's Directory Insights: README.md. */
export const jumpcloud = recordSource({
  name: 'jumpcloud',
  mark: /"initiated_by"[^]{0,400}"event_type"|"event_type"[^]{0,400}"initiated_by"/,
  recognises(document) {
    const parts = ['initiated_by', 'organization', 'client_ip', 'geoip', 'service', 'success', 'resource', '@version'].filter((key) =>
      document.has(key)
    ).length;
    return document.has('event_type') && document.has('timestamp') && document.has('service') && parts >= 3 ? 1 : 0;
  },
  write(document, _at, out) {
    const type = document.text('event_type');
    const time = document.time('timestamp');
    if (type === undefined) out.reject('HAB-PARSE-002', 'an event_type', 'none');
    else if (time === undefined) out.reject('HAB-PARSE-001', 'timestamp', String(document.raw('timestamp')));
    else {
      out.time(time);
      write(document, type, out);
    }
  },
});

function write(event: Fields, type: string, out: EventWriter): void {
  const outcome = outcomeOf(event);
  const application = event.at('application');
  writeKind(out, kindOfType(type), type, outcome);
  putAll(out, {
    'event.dataset': 'jumpcloud.events',
    'event.module': 'jumpcloud',
    'event.provider': named(event.text('service')),
    'event.id': event.text('id'),
    'event.reason': outcome === 'failure' ? named(event.text('error_message', 'message')) : undefined,
    message: named(event.text('message', 'error_message')),
    'organization.id': named(event.text('organization')),
    'service.name': named(application.text('display_label', 'name') ?? event.text('service')),
    'host.id': named(event.text('system.id')),
    'process.name': named(event.text('process_name')),
    'session.id': named(event.text('session_id', 'auth_context.session_id')),
  });
  putHost(out, 'host.name', named(event.text('system.hostname', 'system.displayName')));
  writeWho(event, type, out);
  writeWhere(event, out);
  const mfa = event.flag('mfa');
  putLabels(out, {
    method: named(event.text('auth_method', 'auth_type')),
    mfa: mfa === undefined ? undefined : String(mfa),
    resource_type: named(event.text('resource.type')),
    actor_type: nonUser(event.text('initiated_by.type')),
    protocol: named(event.text('login_type', 'eap_type')),
  });
  for (const known of ['@version', 'timestamp', 'geoip', 'useragent', 'auth_context', 'mfa_meta', 'initiated_by', 'sso_token_success', 'username']) {
    event.raw(known);
  }
  keepRest(event, out, 'jumpcloud');
  out.end();
}

/** The first that fits; what is neither a sign-in nor about users or groups is configuration. */
function kindOfType(type: string): Kind {
  const rule = RULES.find(([form]) => form.test(type));
  if (rule) return rule[1];
  const change = CHANGES.find(([form]) => form.test(type))?.[1] ?? 'info';
  if (/^(?:user|admin|password_manager_user)/.test(type)) return kindOf(`iam: user ${change}`);
  return /group/.test(type) ? kindOf(`iam: group ${change}`) : kindOf(`configuration: ${change}`);
}

const RULES: readonly (readonly [RegExp, Kind])[] = [
  [
    /^(?:user_login_attempt|admin_login_attempt|login_attempt|sso_auth|ldap_bind|radius_auth|radius_auth_attempt|user_mfa_attempt)$/,
    kindOf('authentication: start'),
  ],
  [/logout/, kindOf('authentication: end')],
  [/^ldap_search$/, kindOf('iam: access')],
  [/^association_change$/, kindOf('iam: change')],
  [/^(?:user_password_(?:warning_email|reset_request)|user_activation_email|user_unlocked)$/, kindOf('iam: user info')],
];

const CHANGES = [
  [/_(?:create|add|invite|bulk_create|import)\w{0,20}$/, 'creation'],
  [/_(?:delete|remove)\w{0,20}$/, 'deletion'],
  [/_(?:update|change|set|reset|lock|unlock|lockout|suspend|activate|disable|enable|enrollment|grant|revoke)\w{0,20}$/, 'change'],
] as const;

function outcomeOf(event: Fields): Outcome {
  const said = event.flag('success') ?? event.flag('sso_token_success');
  if (said !== undefined) return said ? 'success' : 'failure';
  if (event.has('error_message')) return 'failure';
  return /attempt|auth|bind/.test(event.text('event_type') ?? '') ? 'unknown' : 'success';
}

function nonUser(type: string | undefined): string | undefined {
  return type === undefined || type === 'user' ? undefined : type;
}

/** A login to a machine names the user at the top, all else in `initiated_by`. */
function writeWho(event: Fields, type: string, out: EventWriter): void {
  const by = event.at('initiated_by');
  writeUser(out, {
    id: by.text('id') ?? event.text('user.id'),
    login: by.text('username') ?? event.text('username', 'user.username'),
    email: by.text('email') ?? event.text('user.email'),
  });
  writeAssociated(event.unseen().at('association.connection'), out);
  const resource = event.at('resource');
  if (/^(?:user|admin)$/.test(resource.text('type') ?? '') && !/attempt|auth/.test(type)) {
    writeUser(out, { id: resource.text('id'), login: resource.text('username'), email: resource.text('email', 'email_address') }, 'user.target');
  } else if (/group/.test(resource.text('type') ?? '')) {
    putAll(out, { 'group.id': named(resource.text('id')), 'group.name': named(resource.text('name', 'displayName')) });
  }
}

/** Who or which group an association binds or frees, on either side. */
function writeAssociated(connection: Fields, out: EventWriter): void {
  const sides = [connection.at('from'), connection.at('to')];
  const user = sides.find((side) => side.text('type') === 'user');
  if (user !== undefined) writeUser(out, { id: user.text('object_id'), login: user.text('name') }, 'user.target');
  const group = sides.find((side) => /group/.test(side.text('type') ?? ''));
  if (group !== undefined) putAll(out, { 'group.id': named(group.text('object_id')), 'group.name': named(group.text('name')) });
}

function writeWhere(event: Fields, out: EventWriter): void {
  writeAddress(out, 'source', event.raw('client_ip') ?? event.raw('src_ip'));
  const place = event.at('geoip');
  writePlace(out, {
    country: place.raw('country_code'),
    region: place.raw('region_name'),
    city: place.raw('city_name') ?? place.raw('city'),
    lat: place.raw('latitude'),
    lon: place.raw('longitude'),
  });
  const agent = event.at('useragent');
  putAll(out, {
    'user_agent.name': named(agent.text('name')),
    'user_agent.version': named(agent.text('version')),
    'user_agent.os.name': named(agent.text('os_name', 'os')),
    'user_agent.os.version': named(agent.text('os_version')),
  });
  if (typeof event.raw('useragent') === 'string') put(out, 'user_agent.original', event.text('useragent'));
}
