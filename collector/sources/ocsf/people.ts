import type { Fields } from '../json/fields';
import { named, readWho, writeUser, type Who } from '../json/who';
import type { EventWriter } from '../source';

/**
 * Who acts and whom it is done to. Of an authentication `user` is the one who signs in, whoever asked for it: the actor then is a system or a service.
 * Everywhere else `actor.user` acts and `user` is acted on.
 */
export function writePeople(classId: number, event: Fields, out: EventWriter): void {
  const actor = whoOf(event.at('actor.user'));
  const subject = whoOf(event.at('user'));
  if (classId === AUTHENTICATION) writeSignIn(actor, subject, out);
  else if (CHANGES_ACCOUNTS.has(classId)) {
    writeUser(out, actor);
    writeUser(out, subject, 'user.target');
  } else {
    writeUser(out, actor ?? subject);
    if (actor !== undefined) writeUser(out, subject, 'user.target');
  }
  for (const one of [event.at('actor.user'), event.at('user')]) addNames(one, out);
  writeOrganisation(event, out);
}

/** Everything by which OCSF names somebody finds the event. */
function addNames(user: Fields, out: EventWriter): void {
  for (const said of [user.text('uid'), user.text('full_name', 'display_name'), user.text('email_addr')]) {
    const name = named(said);
    if (name !== undefined) out.add('related.user', name);
  }
}

const AUTHENTICATION = 3002;
/** There `user` is never the one who acts. */
const CHANGES_ACCOUNTS = new Set([3001, 3005, 3006]);

function writeSignIn(actor: Who | undefined, subject: Who | undefined, out: EventWriter): void {
  if (isSame(actor, subject)) writeUser(out, merged(actor, subject));
  else {
    writeUser(out, subject ?? actor);
    if (subject !== undefined) for (const name of [actor?.name, actor?.id]) if (name !== undefined) out.add('related.user', name);
  }
}

function whoOf(user: Fields): Who | undefined {
  const given = user.text('name');
  const read = readWho(given);
  const who = {
    id: named(user.text('uid', 'uid_alt')) ?? read?.id,
    name: read?.id === undefined ? given : undefined,
    domain: named(user.text('domain')),
    email: named(user.text('email_addr')),
    fullName: named(user.text('full_name', 'display_name')),
  };
  return Object.values(who).some((part) => part !== undefined) ? who : undefined;
}

function isSame(actor: Who | undefined, subject: Who | undefined): boolean {
  if (actor === undefined || subject === undefined) return false;
  return actor.id !== undefined && subject.id !== undefined ? actor.id === subject.id : actor.name !== undefined && actor.name === subject.name;
}

/** Each part from the one who has it. */
function merged(actor: Who | undefined, subject: Who | undefined): Who {
  const parts = Object.entries(actor ?? {}).filter(([, part]) => part !== undefined);
  return { ...Object.fromEntries(parts), ...Object.fromEntries(Object.entries(subject ?? {}).filter(([, part]) => part !== undefined)) };
}

function writeOrganisation(event: Fields, out: EventWriter): void {
  const tenant = event.text('metadata.tenant_uid', 'actor.user.org.uid', 'user.org.uid', 'org.uid');
  if (tenant !== undefined) out.text('organization.id', tenant);
  const name = event.text('actor.user.org.name', 'user.org.name', 'org.name');
  if (name !== undefined) out.text('organization.name', name);
  const session = event.text('session.uid', 'actor.session.uid', 'actor.session.uid_alt');
  if (session !== undefined) out.text('session.id', session);
  const group = event.at('group');
  const [id, groupName] = [group.text('uid'), group.text('name')];
  if (id !== undefined) out.text('group.id', id);
  if (groupName !== undefined) out.text('group.name', groupName);
}
