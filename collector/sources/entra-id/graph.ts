import { writeAddress } from '../json/address';
import { kindOf, writeKind } from '../json/kind';
import { writePage } from '../json/page';
import { putAll, putLabels } from '../json/put';
import { named, writeUser } from '../json/who';
import type { EventWriter } from '../source';
import type { EntraRecord } from './record';

const CALL = kindOf('web api: access');

/** A call of Microsoft Graph, by a person or an application. */
export function writeGraph({ head, own }: EntraRecord, out: EventWriter): void {
  const status = own.number('responseStatusCode') ?? head.number('resultSignature');
  writeKind(out, CALL, head.text('operationName') ?? 'Microsoft Graph Activity', status === undefined ? 'unknown' : status < 400 ? 'success' : 'failure');
  if (status !== undefined) out.number('http.response.status_code', status);
  const bytes = own.number('responseSizeBytes');
  if (bytes !== undefined) out.number('http.response.body.bytes', bytes);
  putAll(out, {
    'event.dataset': 'azure.graphactivitylogs',
    'event.id': own.text('requestId'),
    'http.request.method': own.text('requestMethod'),
    'user_agent.original': own.text('userAgent'),
    'session.id': named(own.text('sessionId', 'signInActivityId')),
    'service.name': 'Microsoft Graph',
  });
  writePage(out, own.text('requestUri'));
  const user = named(own.text('userId'));
  if (user !== undefined) writeUser(out, { id: user });
  const service = named(own.text('servicePrincipalId'));
  if (user === undefined && service !== undefined) {
    out.text('habitus.entity.actor.service', service.toLowerCase());
    out.label('actor_type', 'service-principal');
  }
  writeAddress(out, 'source', own.raw('ipAddress') ?? head.raw('callerIpAddress'));
  putLabels(out, { application: named(own.text('appId')) });
}
