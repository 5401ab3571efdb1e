import { Fields } from '../json/fields';
import { kindOf, writeKind } from '../json/kind';
import { outcomeOf } from '../json/outcome';
import { putAll, putLabels } from '../json/put';
import { named, readWho, writeUser } from '../json/who';
import type { EventWriter } from '../source';
import type { EntraRecord } from './record';

/** An account that the provisioning service made, changed or removed in another system. */
export function writeProvisioning({ head, own }: EntraRecord, out: EventWriter): void {
  const action = (own.text('provisioningAction', 'action') ?? '').toLowerCase();
  const identity = [part(own, 'targetIdentity'), part(own, 'sourceIdentity')].find((one) => one.has('id') || one.has('displayName')) ?? new Fields(undefined);
  const about = /group/i.test(identity.text('identityType') ?? '') ? 'group' : 'user';
  const status = statusOf(own);
  const outcome = outcomeOf(status.raw('status') ?? head.raw('resultType')) ?? 'unknown';
  writeKind(out, kindOf(`iam: ${about} ${CHANGES[action] ?? 'info'}`), action === '' ? head.text('operationName') : action, outcome);
  const error = new Fields(status.raw('errorInformation'));
  putAll(out, {
    'event.dataset': 'azure.provisioning',
    'event.reason': outcome === 'failure' ? named(error.text('reason')) : undefined,
    'error.code': named(error.text('errorCode')),
    'error.message': named(error.text('reason')),
    'service.name': named(part(own, 'targetSystem').text('displayName') ?? part(own, 'servicePrincipal').text('displayName')),
  });
  writeActor(part(own, 'initiatedBy'), out);
  if (about === 'group') putAll(out, { 'group.id': named(identity.text('id')), 'group.name': named(identity.text('displayName')) });
  else writeWhom(own, out);
}

const CHANGES: Readonly<Record<string, string>> = {
  create: 'creation',
  update: 'change',
  disable: 'change',
  stageddelete: 'deletion',
  delete: 'deletion',
};

/** Diagnostic settings leave some parts as JSON in text. */
function part(own: Fields, name: string): Fields {
  const given = own.raw(name);
  if (typeof given !== 'string') return own.at(name);
  try {
    return new Fields(JSON.parse(given));
  } catch {
    return new Fields(undefined);
  }
}

function statusOf(own: Fields): Fields {
  const status = part(own, 'provisioningStatusInfo');
  return status.has('status') ? status : part(own, 'statusInfo');
}

/** Mostly the service itself: it is no user. */
function writeActor(by: Fields, out: EventWriter): void {
  const type = by.text('initiatorType')?.toLowerCase();
  if (type === 'user') writeUser(out, { id: by.text('id'), fullName: by.text('displayName') });
  else putLabels(out, { actor_type: named(type) });
}

/** The account in the target system; what the source knows of the person stands in for what is not there yet. */
function writeWhom(own: Fields, out: EventWriter): void {
  const [target, source] = [part(own, 'targetIdentity'), part(own, 'sourceIdentity')];
  const name = source.text('details.UserPrincipalName', 'details.userPrincipalName') ?? target.text('details.UserPrincipalName', 'details.userName');
  const shown = source.text('displayName') ?? target.text('displayName');
  writeUser(
    out,
    { id: named(target.text('id')) ?? source.text('id'), name: name ?? (readWho(shown)?.email === undefined ? undefined : shown), fullName: shown },
    'user.target'
  );
}
