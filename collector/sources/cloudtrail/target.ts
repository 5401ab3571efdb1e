import { Fields } from '../json/fields';
import { put, putAll } from '../json/put';
import { named, writeUser } from '../json/who';
import type { EventWriter } from '../source';

/** Whom or what the call is about, as its parameters say. */
export function writeTarget(call: Fields, service: string, out: EventWriter): void {
  const asked = jsonOf(call.raw('requestParameters'));
  const got = jsonOf(call.raw('responseElements'));
  if (/^(?:iam|sso|sso-directory|identitystore)$/.test(service)) writeIam(asked, got, out);
  const role = asked.text('roleArn');
  if (role !== undefined) {
    putAll(out, { 'user.effective.name': role.slice(role.lastIndexOf('/') + 1), 'user.effective.id': got.text('assumedRoleUser.assumedRoleId') });
    out.extra('cloudtrail.role', role);
  }
  const bucket = asked.text('bucketName');
  const key = asked.text('key');
  if (bucket !== undefined) out.text('file.path', key === undefined ? `s3://${bucket}` : `s3://${bucket}/${key}`);
  if (key !== undefined) put(out, 'file.name', key.slice(key.lastIndexOf('/') + 1));
}

function writeIam(asked: Fields, got: Fields, out: EventWriter): void {
  writeUser(out, { id: got.text('user.userId') ?? asked.text('userId'), login: asked.text('userName') ?? got.text('user.userName') }, 'user.target');
  const renamed = named(asked.text('newUserName'));
  if (renamed !== undefined) {
    out.text('user.changes.name', renamed);
    out.add('related.user', renamed);
  }
  const group = { name: named(asked.text('groupName')), id: got.text('group.groupId') ?? asked.text('groupId') };
  putAll(out, { 'group.name': group.name, 'group.id': group.id });
  if (asked.has('userName') || asked.has('memberId')) putAll(out, { 'user.target.group.name': group.name, 'user.target.group.id': group.id });
  const policy = asked.text('policyArn', 'policyName');
  if (policy !== undefined) out.extra('cloudtrail.policy', policy);
}

/** CloudTrail's own exports to tables hold these as text. */
function jsonOf(given: unknown): Fields {
  if (typeof given !== 'string') return new Fields(given);
  try {
    return new Fields(JSON.parse(given));
  } catch {
    return new Fields(undefined);
  }
}
