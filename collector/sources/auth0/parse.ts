import { writeAddress } from '../json/address';
import type { Fields } from '../json/fields';
import { writePlace } from '../json/geo';
import { writeKind } from '../json/kind';
import { writePage } from '../json/page';
import { put, putAll, putLabels } from '../json/put';
import { keepRest } from '../json/rest';
import { named, writeUser } from '../json/who';
import { recordSource } from '../record-source';
import type { EventWriter } from '../source';
import { HOUSEKEEPING, typeOf } from './types';

/** Auth0's tenant logs, from its API and from log streams: README.md. */
export const auth0 = recordSource({
  name: 'auth0',
  mark: /"log_id":\s{0,4}"\d{20}/,
  recognises(document) {
    if (!document.has('log_id') && !document.has('_id')) return 0;
    if (/^\d{20,64}$/.test(document.text('log_id') ?? '') && document.has('type') && document.has('date')) return 1;
    const parts = ['client_id', 'user_id', 'strategy', 'connection', 'tenant_name', 'ip', 'client_name', 'hostname'].filter((key) => document.has(key));
    return document.has('type') && parts.length >= 3 ? 1 : 0;
  },
  documents(payload) {
    return Array.isArray(payload.raw('logs')) ? payload.list('logs') : undefined;
  },
  write(document, _at, out) {
    const code = document.text('type');
    const time = document.time('date');
    if (code === undefined) out.reject('HAB-PARSE-002', 'a type', 'none');
    else if (time === undefined) out.reject('HAB-PARSE-001', 'date', String(document.raw('date')));
    else if (HOUSEKEEPING.has(code)) out.drop('housekeeping');
    else {
      out.time(time);
      write(document, code, out);
    }
  },
});

function write(log: Fields, code: string, out: EventWriter): void {
  const { action, kind, outcome } = typeOf(code);
  writeKind(out, kind, action, outcome);
  const error = log.at('details.error');
  putAll(out, {
    'event.dataset': 'auth0.logs',
    'event.module': 'auth0',
    'event.code': code,
    'event.id': log.text('log_id', '_id'),
    'event.reason': outcome === 'failure' ? (log.text('description') ?? error.text('message', 'reason')) : undefined,
    message: log.text('description'),
    'error.code': error.text('type', 'code', 'oauthError'),
    'error.message': error.text('message'),
    'service.name': named(log.text('client_name')),
    'organization.id': named(log.text('organization_id', 'tenant_name')),
    'organization.name': named(log.text('organization_name')),
    'session.id': named(log.text('session_id', 'details.session_id')),
    'user_agent.original': log.text('user_agent', 'details.request.userAgent'),
    'url.domain': named(log.text('hostname')),
  });
  writeWho(log, code, out);
  writeAddress(out, 'source', log.text('ip', 'client_ip', 'details.request.ip'));
  writeRequest(log, out);
  const place = log.at('location_info');
  writePlace(out, {
    country: place.raw('country_code'),
    countryName: place.raw('country_name'),
    city: place.raw('city_name'),
    lat: place.raw('latitude'),
    lon: place.raw('longitude'),
  });
  const mobile = log.flag('isMobile', 'is_mobile');
  putLabels(out, {
    connection: named(log.text('connection')),
    strategy: named(log.text('strategy')),
    strategy_type: named(log.text('strategy_type')),
    mobile: mobile === undefined ? undefined : String(mobile),
    audience: named(log.text('audience')),
  });
  for (const known of ['details', 'client_id', 'connection_id', 'tenant_name', 'environment_name', '$event_schema', 'log_id', '_id']) log.raw(known);
  const client = named(log.text('client_id'));
  if (client !== undefined) out.extra('auth0.client_id', client);
  keepRest(log, out, 'auth0');
  out.end();
}

/** The call that an operation of the Management API was. */
function writeRequest(log: Fields, out: EventWriter): void {
  const request = log.at('details.request');
  const path = request.text('path');
  if (path === undefined || !path.startsWith('/')) return;
  put(out, 'http.request.method', request.text('method')?.toUpperCase());
  writePage(out, path);
  const status = log.number('details.response.statusCode');
  if (status !== undefined) out.number('http.response.status_code', status);
}

/** Of a change through the Management API the acting user stands in the request, and whom it is about in its path. */
function writeWho(log: Fields, code: string, out: EventWriter): void {
  const acting = log.at('details.request.auth.user');
  if ((code === 'sapi' || code === 'fapi') && acting.has('user_id')) {
    writeUser(out, { id: acting.text('user_id'), login: acting.text('email'), fullName: acting.text('name') });
    const path = log.text('details.request.path') ?? '';
    const id = /\/users\/([^/?]{1,256})/.exec(path)?.[1];
    if (id !== undefined) {
      writeUser(out, { id: decoded(id), email: log.text('details.response.body.email'), login: log.text('details.response.body.username') }, 'user.target');
    }
    return;
  }
  // `fu`: no account has this name.
  writeUser(out, { id: log.text('user_id'), login: log.text('user_name'), email: log.text('details.prompts.user.email') }, 'user', code === 'fu');
}

function decoded(id: string): string {
  try {
    return decodeURIComponent(id);
  } catch {
    return id;
  }
}
