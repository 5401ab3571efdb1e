import { writeAddress } from '../json/address';
import type { Fields } from '../json/fields';
import { writePlace } from '../json/geo';
import { kindOf, writeKind } from '../json/kind';
import { put, putAll, putLabels } from '../json/put';
import { named, writeUser } from '../json/who';
import type { EventWriter } from '../source';
import type { EntraRecord } from './record';

const SIGN_IN = kindOf('authentication: start');
const STEP = kindOf('authentication: info');
/**
 * Where Entra asks for more before it decides: a second factor, a new password, consent, whether to stay signed in. The sign-in that follows is a record of its
 * own, so these are steps of it. https://learn.microsoft.com/entra/identity-platform/reference-error-codes
 */
const INTERRUPTS: ReadonlySet<number> = new Set([
  16_000, 50_055, 50_058, 50_072, 50_074, 50_076, 50_079, 50_097, 50_125, 50_127, 50_129, 50_140, 50_158, 50_203, 50_206,
]);

/** A sign-in of a person, a service principal or a managed identity. */
export function writeSignIn({ head, own }: EntraRecord, out: EventWriter): void {
  const code = own.number('status.errorCode') ?? head.number('resultType', 'ResultType');
  const isFailure = code !== undefined && code !== 0;
  writeKind(
    out,
    code !== undefined && INTERRUPTS.has(code) ? STEP : SIGN_IN,
    head.text('operationName') ?? 'Sign-in activity',
    isFailure ? 'failure' : 'success'
  );
  const reason = [own.text('status.failureReason'), head.text('resultDescription'), own.text('status.additionalDetails')].find(
    (said) => said !== undefined && !/^other\.?$/i.test(said)
  );
  putAll(out, {
    'event.dataset': 'azure.signinlogs',
    message: reason,
    'event.reason': isFailure ? reason : undefined,
    'error.code': isFailure ? String(code) : undefined,
    'service.name': named(own.text('appDisplayName', 'servicePrincipalName', 'resourceDisplayName')),
    'session.id': named(own.text('sessionId')),
    'user_agent.original': own.text('userAgent'),
  });
  writeActor(own, code, out);
  writeAddress(out, 'source', own.raw('ipAddress') ?? head.raw('callerIpAddress'));
  const place = own.has('location.city') || own.has('location.countryOrRegion') ? own.at('location') : own.at('locationDetails');
  writePlace(out, {
    country: place.raw('countryOrRegion') ?? head.text('location'),
    region: place.raw('state'),
    city: place.raw('city'),
    lat: place.raw('geoCoordinates.latitude'),
    lon: place.raw('geoCoordinates.longitude'),
  });
  const system = own.number('autonomousSystemNumber');
  if (system !== undefined) out.number('source.as.number', system);
  writeDevice(own.at('deviceDetail'), out);
  writeLabels(own, out);
}

/** 50034: the directory has no such user. */
const UNKNOWN_USER = 50_034;

function writeActor(own: Fields, code: number | undefined, out: EventWriter): void {
  const user = {
    id: own.text('userId'),
    name: own.text('userPrincipalName', 'signInIdentifier', 'alternateSignInName'),
    fullName: own.text('userDisplayName'),
  };
  if (named(user.id) !== undefined || user.name !== undefined) {
    writeUser(out, user, 'user', code === UNKNOWN_USER);
    return;
  }
  const service = named(own.text('servicePrincipalId'));
  put(out, 'habitus.entity.actor.service', service?.toLowerCase());
  out.label('actor_type', 'service-principal');
  if (service !== undefined) out.extra('entra-id.service_principal', { id: service, name: own.text('servicePrincipalName') });
}

function writeDevice(device: Fields, out: EventWriter): void {
  put(out, 'device.id', named(device.text('deviceId')));
  put(out, 'user_agent.os.name', named(device.text('operatingSystem')));
  const browser = named(device.text('browser'));
  if (browser !== undefined) {
    const parts = /^(.{1,64}?)(?: (\d[\d.]{0,31}))?$/.exec(browser);
    put(out, 'user_agent.name', parts?.[1]);
    put(out, 'user_agent.version', parts?.[2]);
  }
  const name = named(device.text('displayName'));
  put(out, 'habitus.entity.source.host', name?.toLowerCase());
  putLabels(out, { device: name, trust: named(device.text('trustType')) });
}

function writeLabels(own: Fields, out: EventWriter): void {
  const interactive = own.flag('isInteractive');
  putLabels(out, {
    method: named(own.text('authenticationDetails.authenticationMethod', 'mfaDetail.authMethod')),
    requirement: named(own.text('authenticationRequirement')),
    client: named(own.text('clientAppUsed')),
    interactive: interactive === undefined ? undefined : String(interactive),
    conditional_access: named(own.text('conditionalAccessStatus')),
    risk: risk(own.text('riskLevelDuringSignIn')),
    risk_state: risk(own.text('riskState')),
    risk_events: riskEvents(own),
  });
}

function risk(level: string | undefined): string | undefined {
  return level === undefined || /^(?:none|hidden|unknownFutureValue)$/i.test(level) ? undefined : level;
}

function riskEvents(own: Fields): string | undefined {
  const events = own.texts('riskEventTypes_v2');
  return events.length === 0 ? undefined : events.slice(0, 8).join(', ');
}
