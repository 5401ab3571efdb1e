import { Fields } from '../json/fields';
import { named, readWho, writeUser } from '../json/who';
import type { EventWriter } from '../source';
import type { Roles } from './codes';

/** Writes who acts and who is acted on, as the event's number says whose names stand where. */
export function writeUsers(out: EventWriter, data: Fields, roles: Roles, isUnknown: boolean): void {
  switch (roles) {
    case 'target':
      writeAccount(out, data, 'user', TARGET, isUnknown);
      addSubject(out, data);
      return;
    case 'session':
      if (data.has('AccountName')) writeUser(out, { name: data.text('AccountName'), domain: data.text('AccountDomain') });
      else writeAccount(out, data, 'user', SUBJECT);
      return;
    case 'subject':
      writeAccount(out, data, 'user', SUBJECT);
      return;
    case 'subject-as':
      writeAccount(out, data, 'user', SUBJECT);
      writeAccount(out, data, 'user.effective', TARGET);
      return;
    case 'subject-on-user':
      writeAccount(out, data, 'user', SUBJECT);
      writeAccount(out, data, 'user.target', TARGET);
      return;
    case 'locked-out':
      writeAccount(out, data, 'user', SUBJECT);
      writeAccount(out, data, 'user.target', { ...TARGET, domain: 'SubjectDomainName' });
      return;
    case 'subject-on-group':
      writeAccount(out, data, 'user', SUBJECT);
      writeMember(out, data);
      return;
    case 'renamed':
      writeAccount(out, data, 'user', SUBJECT);
      writeRenamed(out, data);
  }
}

/**
 * Who acts in an event whose number is in no table, or whose names a pipeline has moved to ECS: the subject, Sysmon's `User`, the account in whose
 * name the event was written. @returns nothing; writes nobody where nobody is named
 */
export function writeAnyUser(out: EventWriter, data: Fields, ecs: Fields): void {
  if (named(data.text('SubjectUserName')) !== undefined) writeAccount(out, data, 'user', SUBJECT);
  else if (named(data.text('TargetUserName')) !== undefined) writeAccount(out, data, 'user', TARGET);
  else if (named(data.text('User')) !== undefined) writeUser(out, data.text('User'));
  else {
    const user = {
      name: ecs.text('user.name', 'winlog.user.name', 'AccountName'),
      domain: ecs.text('user.domain', 'winlog.user.domain', 'Domain'),
      userId: ecs.text('user.id', 'winlog.user.identifier', 'UserID', 'Event.System.Security.#attributes.UserID', 'System.Security.UserID', 'security.user_id'),
    };
    writeAccount(out, new Fields(user), 'user', { name: 'name', domain: 'domain', ids: ['userId'] });
  }
}

/** Under which names EventData has an account. */
interface Names {
  readonly name: string;
  readonly domain: string;
  readonly ids: readonly string[];
}

const SUBJECT: Names = { name: 'SubjectUserName', domain: 'SubjectDomainName', ids: ['SubjectUserSid'] };
const TARGET: Names = { name: 'TargetUserName', domain: 'TargetDomainName', ids: ['TargetUserSid', 'TargetSid'] };

/**
 * The SID is the id, yet the entity is `DOMAIN\name`: failed logons and NTLM carry no SID, and one person's failures and successes belong together.
 * Kerberos writes `name@REALM`. A name that no account has makes no entity.
 */
function writeAccount(out: EventWriter, data: Fields, role: 'user' | 'user.target' | 'user.effective', names: Names, isUnknown = false): void {
  const id = named(data.text(...names.ids));
  if (id !== undefined) out.text(`${role}.id`, id);
  const [name, realm] = data.text(names.name)?.split('@', 2) ?? [];
  const who = readWho(name);
  if (who?.name === undefined) return;
  const domain = named(data.text(names.domain)) ?? who.domain ?? named(realm) ?? realmOf(data);
  out.text(`${role}.name`, who.name);
  out.add('related.user', who.name);
  if (domain !== undefined) out.text(`${role}.domain`, domain);
  if (isUnknown || role === 'user.effective') return;
  out.text(role === 'user' ? 'habitus.entity.actor.user' : 'habitus.entity.target.user', keyOf(who.name, domain));
}

/** Who asked for the sign-in of another: a service, mostly the machine itself. */
function addSubject(out: EventWriter, data: Fields): void {
  const subject = named(data.text('SubjectUserName'));
  if (subject !== undefined) out.add('related.user', subject);
}

/** 4771 names the realm only with the service: `krbtgt/ACME.EXAMPLE`. */
function realmOf(data: Fields): string | undefined {
  return /^krbtgt\/(.{1,255})$/i.exec(data.text('ServiceName') ?? '')?.[1];
}

function keyOf(name: string, domain: string | undefined): string {
  return (domain === undefined ? name : `${domain}\\${name}`).toLowerCase();
}

function writeMember(out: EventWriter, data: Fields): void {
  const member = readWho(data.text('MemberName'));
  writeUser(out, { id: data.text('MemberSid'), name: member?.name, domain: member?.domain }, 'user.target');
  const group = { id: data.text('TargetSid', 'TargetUserSid'), name: data.text('TargetUserName'), domain: data.text('TargetDomainName') };
  for (const part of ['id', 'name', 'domain'] as const) {
    const value = named(group[part]);
    if (value === undefined) continue;
    out.text(`group.${part}`, value);
    // Whoever is put in or taken out, it is this group.
    if (data.has('MemberSid') || data.has('MemberName')) out.text(`user.target.group.${part}`, value);
  }
}

function writeRenamed(out: EventWriter, data: Fields): void {
  writeAccount(out, data, 'user.target', { ...TARGET, name: 'OldTargetUserName' });
  const name = named(data.text('NewTargetUserName'));
  if (name === undefined) return;
  out.text('user.changes.name', name);
  out.add('related.user', name);
}
