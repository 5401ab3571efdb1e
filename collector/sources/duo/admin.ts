import { writeAddress } from '../json/address';
import { Fields } from '../json/fields';
import { writeKind } from '../json/kind';
import { put, putAll, putHost } from '../json/put';
import { named, writeUser } from '../json/who';
import type { EventWriter } from '../source';
import { kindOfAction } from './kinds';

/** What an administrator did: `object` is whom or what it is about, `description` JSON as text. */
export function writeAdmin(log: Fields, out: EventWriter): void {
  const action = log.text('action') ?? '';
  const description = descriptionOf(log.raw('description'));
  const error = named(description.text('error'));
  const isFailure = /_error$|_failed$|_lockout$/.test(action) || error !== undefined;
  writeKind(out, kindOfAction(action), action, isFailure ? 'failure' : 'success');
  putAll(out, {
    'event.dataset': 'duo.admin',
    'event.reason': error,
    'user_agent.original': named(description.text('user_agent')),
    'service.name': 'Duo Admin Panel',
  });
  putHost(out, 'host.name', named(log.text('host')));
  putHost(out, 'source.domain', named(description.text('hostname')));
  // What is done to another names that one's address; at a sign-in it is the administrator's own.
  const email = isSignIn(action) ? description.text('email') : undefined;
  writeUser(out, { name: email, fullName: log.text('username'), login: email === undefined ? log.text('username') : undefined });
  writeAddress(out, 'source', description.raw('ip_address'));
  const about = named(log.text('object'));
  if (/^(?:user|admin|bypass)_/.test(action) && about !== undefined && !isSignIn(action)) writeTarget(about, description, out);
  else if (about !== undefined) out.extra('duo.object', about);
  if (/^group_/.test(action)) put(out, 'group.name', about);
  const factor = named(description.text('factor', 'primary_auth_method'));
  if (factor !== undefined) out.label('factor', factor);
}

function isSignIn(action: string): boolean {
  return /login|_2fa_|_lockout$|sign_?in/.test(action);
}

function writeTarget(about: string, description: Fields, out: EventWriter): void {
  const email = named(description.text('email'));
  writeUser(out, email === undefined ? about : { name: about, email }, 'user.target');
}

/** JSON as text, as Duo nests details. */
export function descriptionOf(given: unknown): Fields {
  if (typeof given !== 'string') return new Fields(given);
  try {
    return new Fields(JSON.parse(given));
  } catch {
    return new Fields(undefined);
  }
}
