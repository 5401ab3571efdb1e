import { Fields } from '../json/fields';

/** One record of Entra ID's logs: what Graph returns, alone or as `properties` of a diagnostic setting's record. */
export interface EntraRecord {
  readonly log: 'sign-in' | 'audit' | 'risk' | 'graph' | 'provisioning';
  /** The envelope of a diagnostic setting; the record itself where there is none. */
  readonly head: Fields;
  readonly own: Fields;
}

/** Undefined for what is no log of Entra ID: other Azure services use the same envelope. */
export function readRecord(document: Fields): EntraRecord | undefined {
  const own = propertiesOf(document);
  const log = logOf(document.text('category', 'Type', 'OperationName'), own);
  return log === undefined ? undefined : { log, head: document, own };
}

/** Some exporters leave `properties` as text. */
function propertiesOf(document: Fields): Fields {
  const given = document.raw('properties');
  if (given === undefined) return document;
  if (typeof given !== 'string') return new Fields(given);
  try {
    return new Fields(JSON.parse(given));
  } catch {
    return document;
  }
}

function logOf(category: string | undefined, own: Fields): EntraRecord['log'] | undefined {
  return logOfCategory(category ?? '') ?? logOfFields(own);
}

function logOfCategory(category: string): EntraRecord['log'] | undefined {
  if (/^(?:AAD)?(?:NonInteractiveUser|ServicePrincipal|ManagedIdentity|ADFS)?Sign-?In(?:Logs| activity)$/i.test(category)) return 'sign-in';
  if (/^(?:AAD)?(?:RiskyUsers|UserRiskEvents|RiskyServicePrincipals|ServicePrincipalRiskEvents)$/i.test(category)) return 'risk';
  if (/^AuditLogs?$/.test(category)) return 'audit';
  if (/^(?:AAD)?ProvisioningLogs$/i.test(category)) return 'provisioning';
  return category === 'MicrosoftGraphActivityLogs' ? 'graph' : undefined;
}

function logOfFields(own: Fields): EntraRecord['log'] | undefined {
  const has = (...keys: readonly string[]): boolean => keys.every((key) => own.has(key));
  if (has('requestUri', 'requestMethod', 'signInActivityId')) return 'graph';
  if (has('sourceIdentity', 'targetIdentity', 'jobId')) return 'provisioning';
  if (has('riskEventType', 'riskLevel')) return 'risk';
  if (has('activityDisplayName') && (has('initiatedBy') || has('targetResources'))) return 'audit';
  const isSomebody = has('userPrincipalName') || has('servicePrincipalId') || has('appDisplayName');
  return isSomebody && has('createdDateTime', 'status') ? 'sign-in' : undefined;
}

/** Times as Entra ID writes them, also `2023-10-26T5:32:08.107Z` and `3/24/2022 2:42:35 PM` (UTC). */
export function timeOf(fields: Fields, ...paths: readonly string[]): number | undefined {
  const usual = fields.time(...paths);
  if (usual !== undefined) return usual;
  for (const path of paths) {
    const said = fields.text(path);
    if (said === undefined) continue;
    const american = /^\d{1,2}\/\d{1,2}\/\d{4} \d{1,2}:\d{2}:\d{2} [AP]M$/.test(said);
    const at = Date.parse(american ? `${said} UTC` : said.replace(/T(\d):/, 'T0$1:'));
    if (!Number.isNaN(at)) return at;
  }
  return undefined;
}
