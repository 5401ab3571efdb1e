import { writeAddress } from '../json/address';
import type { Fields } from '../json/fields';
import { kindOf, writeKind, type Kind } from '../json/kind';
import { outcomeOf } from '../json/outcome';
import { put, putAll } from '../json/put';
import { named, writeUser } from '../json/who';
import type { EventWriter } from '../source';
import type { EntraRecord } from './record';

/** A change in the directory. */
export function writeAudit({ head, own }: EntraRecord, out: EventWriter): void {
  const action = own.text('activityDisplayName') ?? head.text('operationName');
  const outcome = outcomeOf(own.raw('result') ?? head.raw('resultType')) ?? 'unknown';
  writeKind(out, kindOfActivity(own.text('category') ?? '', own.text('operationType') ?? '', action ?? ''), action, outcome);
  const reason = named(own.text('resultReason') ?? head.text('resultDescription'));
  putAll(out, {
    'event.dataset': 'azure.auditlogs',
    'event.reason': outcome === 'failure' ? reason : undefined,
    message: reason,
    'service.name': named(own.text('loggedByService')),
  });
  writeActor(own.at('initiatedBy'), out);
  writeAddress(out, 'source', own.raw('initiatedBy.user.ipAddress') ?? own.raw('initiatedBy.app.ipAddress') ?? head.raw('callerIpAddress'));
  const details = own.each('additionalDetails');
  put(out, 'user_agent.original', details.find((detail) => /^user-?agent$/i.test(detail.text('key') ?? ''))?.text('value'));
  writeTargets(own.each('targetResources'), out);
}

function kindOfActivity(category: string, operation: string, action: string): Kind {
  const change = CHANGES.find(([form]) => form.test(operation || action))?.[1] ?? 'info';
  if (/^UserManagement|^UserProvisioning|SelfService|Password/i.test(category + action)) return kindOf(`iam: user ${change}`);
  const ofMembers = /member|owner|role/i.test(action) ? 'change' : change;
  if (/Group/i.test(category)) return kindOf(`iam: group ${ofMembers}`);
  if (/Role|PrivilegedIdentity|Administrat/i.test(category)) return kindOf(`iam: admin user ${ofMembers}`);
  return /Authentication|Authorization/i.test(category) ? kindOf(`iam: ${change}`) : kindOf(`configuration iam: ${change}`);
}

const CHANGES = [
  [/^(?:Add|Create|Assign|Invite|Register|Consent)/i, 'creation'],
  [/^(?:Delete|Remove|Unassign|Revoke|Hard Delete)/i, 'deletion'],
  [/^(?:Update|Set|Change|Reset|Disable|Enable|Restore|Edit)/i, 'change'],
] as const;

/** A person, or an application that acts by itself. */
function writeActor(by: Fields, out: EventWriter): void {
  const user = by.at('user');
  if (named(user.text('id')) !== undefined || named(user.text('userPrincipalName')) !== undefined) {
    writeUser(out, { id: user.text('id'), name: user.text('userPrincipalName'), fullName: user.text('displayName') });
    return;
  }
  const app = by.at('app');
  const id = named(app.text('servicePrincipalId') ?? app.text('appId') ?? app.text('displayName'));
  put(out, 'habitus.entity.actor.service', id?.toLowerCase());
  if (id !== undefined) {
    out.label('actor_type', 'service-principal');
    out.extra('entra-id.app', { id, name: app.text('displayName') });
  }
}

/** The first user and the first group; all of them, with what changed, in `habitus.extra`. */
function writeTargets(targets: readonly Fields[], out: EventWriter): void {
  const of = (type: string): Fields | undefined => targets.find((target) => target.text('type')?.toLowerCase() === type);
  const user = of('user');
  if (user !== undefined) writeUser(out, { id: user.text('id'), name: user.text('userPrincipalName'), fullName: user.text('displayName') }, 'user.target');
  const group = of('group');
  const changed = targets.flatMap((target) => target.each('modifiedProperties'));
  const id = named(group?.text('id')) ?? newValue(changed, 'Group.ObjectID');
  const name = named(group?.text('displayName')) ?? newValue(changed, 'Group.DisplayName');
  putAll(out, { 'group.id': id, 'group.name': name });
  if (user !== undefined) putAll(out, { 'user.target.group.id': id, 'user.target.group.name': name });
  if (targets.length > 0) out.extra('entra-id.targets', targets.slice(0, MOST).map(shown));
}

/** New values are JSON as text: `"\"Finance\""`. */
function newValue(changed: readonly Fields[], name: string): string | undefined {
  const value = changed.find((property) => property.text('displayName') === name)?.text('newValue');
  return named(value?.replace(/^"|"$/g, ''));
}

const MOST = 16;

function shown(target: Fields): unknown {
  return {
    type: target.text('type'),
    id: target.text('id'),
    name: target.text('displayName', 'userPrincipalName'),
    modified: target
      .each('modifiedProperties')
      .slice(0, MOST)
      .map((property) => ({ name: property.text('displayName'), new: property.text('newValue')?.slice(0, 512) })),
  };
}
