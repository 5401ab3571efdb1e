import type { Fields } from '../json/fields';
import { put, putLabels } from '../json/put';
import { named, writeUser } from '../json/who';
import type { EventWriter } from '../source';

/**
 * Who called. The id is the principal's; the entity is what people know: the mail address of a role's session (IAM Identity Center and most federations
 * name sessions so), the ARN of a user, the role's ARN where the session is a machine's. A service of AWS is no user.
 */
export function writeActor(identity: Fields, isUnknown: boolean, out: EventWriter): void {
  const type = identity.text('type') ?? 'Unknown';
  const session = identity.at('sessionContext');
  putLabels(out, { identity_type: type, mfa: flagText(session.flag('attributes.mfaAuthenticated')) });
  const service = named(identity.text('invokedBy'));
  if (type === 'AWSService') {
    put(out, 'habitus.entity.actor.service', service?.toLowerCase());
    return;
  }
  const arn = identity.text('arn');
  const name = nameOf(identity, type);
  const isHidden = name !== undefined && HIDDEN.test(name);
  writeUser(out, { id: identity.text('principalId'), login: isHidden ? undefined : name }, 'user', isUnknown || isHidden);
  if (isUnknown || isHidden) out.label('invalid_user', 'true');
  else put(out, 'habitus.entity.actor.user', (keyOf(type, arn, session) ?? (MAIL.test(name ?? '') ? name : undefined))?.toLowerCase());
  if (session.has('sessionIssuer')) writeRoleSession(lastOf(arn), out);
  const key = named(identity.text('accessKeyId'));
  if (key?.startsWith('ASIA') === true) out.text('session.id', key);
  if (key !== undefined) out.extra('cloudtrail.access_key', key);
  if (arn !== undefined) out.extra('cloudtrail.arn', arn);
}

/** Stands where somebody typed what is no user's name, a password perhaps. */
const HIDDEN = /^HIDDEN_DUE_TO_SECURITY_REASONS$/i;

/** Of a role taken, the role's: who took it is the session's name. */
function nameOf(identity: Fields, type: string): string | undefined {
  const name = identity.text('userName') ?? identity.text('sessionContext.sessionIssuer.userName');
  return name ?? (type === 'Root' ? 'root' : lastOf(identity.text('arn')));
}

function writeRoleSession(who: string | undefined, out: EventWriter): void {
  if (who === undefined) return;
  out.add('related.user', who);
  out.extra('cloudtrail.role_session', who);
  if (MAIL.test(who)) out.text('user.email', who);
}

const MAIL = /^[^\s@/]{1,128}@[^\s@/]{1,253}$/;
/** Instances, SDKs and services name their sessions so. */
const MACHINE =
  /^(?:i-[0-9a-f]{8,17}|[0-9a-f-]{16,64}|\d{6,20}|(?:botocore|boto3|aws-sdk|aws-go-sdk|aws-cli|awscli|aws-java-sdk|lambda|ecs|codebuild|terraform)\b.{0,100})$/i;

function keyOf(type: string, arn: string | undefined, session: Fields): string | undefined {
  if (type !== 'AssumedRole') return arn;
  const who = lastOf(arn) ?? '';
  if (MAIL.test(who)) return who;
  return MACHINE.test(who) ? (session.text('sessionIssuer.arn') ?? arn) : arn;
}

function lastOf(arn: string | undefined): string | undefined {
  return arn?.includes('/') === true ? arn.slice(arn.lastIndexOf('/') + 1) : undefined;
}

function flagText(flag: boolean | undefined): string | undefined {
  return flag === undefined ? undefined : String(flag);
}
