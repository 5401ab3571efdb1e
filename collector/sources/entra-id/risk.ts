import { writeAddress } from '../json/address';
import { writePlace } from '../json/geo';
import { kindOf, writeKind } from '../json/kind';
import { putAll, putLabels } from '../json/put';
import { writeUser } from '../json/who';
import type { EventWriter } from '../source';
import type { EntraRecord } from './record';

/** What Identity Protection found of a user. */
export function writeRisk({ head, own }: EntraRecord, out: EventWriter): void {
  const type = own.text('riskEventType', 'riskType');
  writeKind(out, { ...kindOf('threat: indicator user'), kind: 'alert' }, head.text('operationName') ?? type ?? own.text('riskDetail'));
  putAll(out, { 'event.dataset': 'azure.identity_protection', 'event.reason': type, 'user_agent.original': agentOf(own.raw('additionalInfo')) });
  writeUser(out, {
    id: own.text('userId') ?? (own.has('riskLastUpdatedDateTime') ? own.text('id') : undefined),
    name: own.text('userPrincipalName'),
    fullName: own.text('userDisplayName'),
  });
  writeAddress(out, 'source', own.raw('ipAddress'));
  const place = own.at('location');
  writePlace(out, {
    country: place.raw('countryOrRegion'),
    region: place.raw('state'),
    city: place.raw('city'),
    lat: place.raw('geoCoordinates.latitude'),
    lon: place.raw('geoCoordinates.longitude'),
  });
  putLabels(out, { risk: own.text('riskLevel'), risk_state: own.text('riskState'), detection: own.text('detectionTimingType') });
}

/** `[{"Key":"userAgent","Value":"Mozilla/5.0 …"}]`, as text. */
function agentOf(info: unknown): string | undefined {
  if (typeof info !== 'string') return undefined;
  const found = /"Key":\s{0,4}"userAgent",\s{0,4}"Value":\s{0,4}"([^"]{1,1024})"/.exec(info);
  return found?.[1];
}
