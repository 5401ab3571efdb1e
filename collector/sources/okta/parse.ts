import { writeAddress } from '../json/address';
import type { Fields } from '../json/fields';
import { writePlace } from '../json/geo';
import { writeKind } from '../json/kind';
import type { Outcome } from '../json/outcome';
import { put, putAll, putHost, putLabels } from '../json/put';
import { keepRest } from '../json/rest';
import { named, writeUser } from '../json/who';
import { recordSource } from '../record-source';
import type { EventWriter } from '../source';
import { kindOfEvent } from './kinds';
import { addNamed, writeTargets } from './targets';

/** Okta's System Log, from its API, log streams and event hooks: README.md. */
export const okta = recordSource({
  name: 'okta',
  mark: /"legacyEventType"|"eventType":\s{0,4}"(?:user|policy|group|application|app|system)\.[\w.]+"/,
  recognises(document) {
    const parts = ['eventType', 'published', 'actor', 'outcome', 'uuid'].filter((key) => document.has(key)).length;
    if (!document.has('eventType') || !document.has('published')) return 0;
    // Pipelines cut a record to what they need.
    return parts >= 4 ? 1 : parts === 3 && /^\w{1,64}(?:\.\w{1,64}){1,6}$/.test(document.text('eventType') ?? '') ? 0.8 : 0;
  },
  documents(payload) {
    return payload.has('data.events') ? payload.list('data.events') : undefined;
  },
  write(document, _at, out) {
    const time = document.time('published');
    const type = document.text('eventType');
    if (type === undefined) out.reject('HAB-PARSE-002', 'an eventType', 'none');
    else if (time === undefined) out.reject('HAB-PARSE-001', 'published', String(document.raw('published')));
    else {
      out.time(time);
      write(document, type, out);
    }
  },
});

function write(log: Fields, type: string, out: EventWriter): void {
  const outcome = outcomeOf(log);
  writeKind(out, kindOfEvent(type, outcome === 'failure'), type, outcome);
  putAll(out, {
    'event.dataset': 'okta.system',
    'event.module': 'okta',
    'event.id': log.text('uuid'),
    'event.reason': log.text('outcome.reason'),
    message: log.text('displayMessage'),
    'log.level': log.text('severity')?.toLowerCase(),
    'session.id': named(log.text('authenticationContext.externalSessionId', 'authenticationContext.rootSessionId')),
    'user_agent.original': log.text('client.userAgent.rawUserAgent'),
    'device.id': named(log.text('device.id', 'debugContext.debugData.deviceFingerprint')),
  });
  writeActor(log.at('actor'), out);
  writeClient(log, out);
  writeTargets(log.each('target'), type, out);
  writeDebug(log.at('debugContext.debugData'), out);
  putLabels(out, { method: log.text('authenticationContext.credentialType', 'authenticationContext.credentialProvider') });
  for (const known of ['legacyEventType', 'version', 'request', 'transaction', 'debugContext']) log.raw(known);
  keepRest(log, out, 'okta');
  out.end();
}

/** What neither succeeded nor failed (SKIPPED, CHALLENGE, ABANDONED, UNANSWERED, RATE_LIMIT, …) is unknown. */
function outcomeOf(log: Fields): Outcome {
  const result = log.text('outcome.result')?.toUpperCase();
  if (result === 'SUCCESS' || result === 'ALLOW') return 'success';
  return result === 'FAILURE' || result === 'DENY' ? 'failure' : 'unknown';
}

/** For a name that no account has Okta writes the actor `unknown` with the name that was tried. */
function writeActor(actor: Fields, out: EventWriter): void {
  const login = named(actor.text('alternateId'));
  const isUnknown = named(actor.text('id')) === undefined && login !== undefined;
  writeUser(out, { id: actor.text('id'), name: login, fullName: actor.text('displayName') }, 'user', isUnknown);
  addNamed(out, actor);
  const type = actor.text('type');
  if (type !== undefined && type !== 'User') out.label('actor_type', type);
}

function writeClient(log: Fields, out: EventWriter): void {
  const chain = log.each('request.ipChain');
  writeAddress(out, 'source', log.raw('client.ipAddress') ?? chain[0]?.raw('ip'));
  for (const hop of chain) {
    const ip = hop.text('ip');
    if (ip !== undefined) out.add('related.ip', ip);
  }
  const place = log.at('client.geographicalContext');
  writePlace(out, {
    countryName: place.raw('country'),
    region: place.raw('state'),
    city: place.raw('city'),
    lat: place.raw('geolocation.lat'),
    lon: place.raw('geolocation.lon'),
  });
  const security = log.at('securityContext');
  const system = security.number('asNumber');
  if (system !== undefined) out.number('source.as.number', system);
  const domain = named(security.text('domain'));
  putHost(out, 'source.domain', domain === '.' ? undefined : domain);
  put(out, 'source.as.organization.name', security.text('asOrg', 'isp'));
  const isProxy = security.flag('isProxy');
  putLabels(out, {
    proxy: isProxy === undefined ? undefined : String(isProxy),
    device: named(log.text('client.device')),
    zone: named(log.text('client.zone')),
  });
}

function writeDebug(debug: Fields, out: EventWriter): void {
  const risk = debug.text('risk') ?? '';
  const level = /level=(\w{1,20})/.exec(risk)?.[1] ?? debug.text('risk.level');
  const behaviours = [...(debug.text('behaviors') ?? '').matchAll(/([\w -]{1,60})=POSITIVE/g)].map(([, name = '']) => name.trim());
  putLabels(out, {
    risk: level?.toLowerCase(),
    factor: debug.text('factor'),
    threat_suspected: debug.text('threatSuspected'),
    behaviours: behaviours.length === 0 ? undefined : behaviours.join(', '),
  });
  put(out, 'url.path', debug.text('requestUri')?.split('?', 1)[0]);
}
