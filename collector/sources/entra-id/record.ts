import { Fields } from '../json/fields';

/** One record of Entra ID's logs: what Graph returns, alone or as `properties` of a diagnostic setting's record. */
export interface EntraRecord {
  readonly log: 'sign-in' | 'audit' | 'risk';
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
  if (category !== undefined) {
    if (/^(?:AAD)?(?:NonInteractiveUser|ServicePrincipal|ManagedIdentity|ADFS)?Sign-?In(?:Logs| activity)$/i.test(category)) return 'sign-in';
    if (/^(?:AAD)?(?:RiskyUsers|UserRiskEvents|RiskyServicePrincipals|ServicePrincipalRiskEvents)$/i.test(category)) return 'risk';
  }
  if (own.has('riskEventType') && own.has('riskLevel')) return 'risk';
  if (own.has('activityDisplayName') && (own.has('initiatedBy') || own.has('targetResources'))) return 'audit';
  const isSignIn =
    own.has('createdDateTime') && own.has('status') && (own.has('userPrincipalName') || own.has('servicePrincipalId') || own.has('appDisplayName'));
  return isSignIn ? 'sign-in' : undefined;
}
