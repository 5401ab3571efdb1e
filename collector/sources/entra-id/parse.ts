import { putAll } from '../json/put';
import { keepRest } from '../json/rest';
import { named } from '../json/who';
import { recordSource } from '../record-source';
import { writeAudit } from './audit';
import { writeGraph } from './graph';
import { readRecord, timeOf, type EntraRecord } from './record';
import { writeProvisioning } from './provisioning';
import { writeRisk } from './risk';
import { writeSignIn } from './sign-in';

const WRITE = { 'sign-in': writeSignIn, audit: writeAudit, risk: writeRisk, graph: writeGraph, provisioning: writeProvisioning } as const;

/** Microsoft Entra ID (Azure AD): sign-ins, directory audit, risks, from Graph or from a diagnostic setting: README.md. */
export const entraId = recordSource({
  name: 'entra-id',
  mark: /"category":\s{0,4}"(?:\w*SignInLogs|AuditLogs|ProvisioningLogs)"|"userPrincipalName"[^]{0,400}"conditionalAccessStatus"/,
  recognises: (document) => (readRecord(document) === undefined ? 0 : 1),
  documents(payload) {
    if (Array.isArray(payload.raw('records'))) return payload.list('records');
    return Array.isArray(payload.raw('value')) ? payload.list('value') : undefined;
  },
  write(document, _at, out) {
    const record = readRecord(document);
    if (record === undefined) {
      out.reject('HAB-PARSE-002', 'a sign-in, audit, risk, provisioning or Graph activity record', document.text('category') ?? 'no category');
      return;
    }
    const time = happened(record);
    if (time === undefined) {
      out.reject('HAB-PARSE-001', 'createdDateTime, activityDateTime or time', 'none');
      return;
    }
    out.time(time);
    const { head, own } = record;
    putAll(out, {
      'event.module': 'azure',
      'event.id': own.text('id') ?? head.text('id'),
      'cloud.provider': 'azure',
      'organization.id': named(
        head.text('tenantId', 'AADTenantId') ?? own.text('homeTenantId') ?? /\/tenants\/([0-9a-f-]{36})/i.exec(head.text('resourceId') ?? '')?.[1]
      ),
    });
    const took = head.number('durationMs', 'DurationMs');
    if (took !== undefined && took >= 0) out.number('event.duration', Math.round(took * 1e6));
    WRITE[record.log](record, out);
    for (const known of KNOWN) own.raw(known);
    keepRest(own, out, 'entra-id');
    out.end();
  },
});

/** When it happened: `time` of the envelope is when it was logged, minutes later. */
function happened({ head, own }: EntraRecord): number | undefined {
  return (
    timeOf(own, 'createdDateTime', 'activityDateTime', 'riskLastUpdatedDateTime', 'detectedDateTime') ?? timeOf(head, 'time', 'TimeGenerated', '@timestamp')
  );
}

/** Read in the envelope, or said elsewhere. */
const KNOWN =
  'time TimeGenerated resourceId operationName operationVersion category Type resultType resultSignature resultDescription durationMs callerIpAddress correlationId identity Level location tenantId properties userDisplayName activityDisplayName additionalDetails Category'.split(
    ' '
  );
