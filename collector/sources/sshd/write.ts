import { normaliseAddress } from '../../../pkg/identity';
import { putHost } from '../json/put';
import type { EventWriter } from '../source';

/** What an event is, in ECS's words. */
export interface Kind {
  readonly category: 'authentication' | 'session' | 'network' | 'iam' | 'process';
  readonly type: readonly string[];
  readonly action: string;
  readonly outcome?: 'success' | 'failure' | 'unknown';
}

export function kind(out: EventWriter, { category, type, action, outcome }: Kind): void {
  out.text('event.kind', 'event');
  out.add('event.category', category);
  for (const one of type) out.add('event.type', one);
  out.text('event.action', action);
  if (outcome !== undefined) out.text('event.outcome', outcome);
}

/** Who connects from where. sshd names an address, or with `UseDNS` a host. */
export function client(out: EventWriter, user: string | undefined, address: string | undefined, port?: string): void {
  person(out, 'user.name', user === undefined ? undefined : unescaped(user));
  if (address === undefined || address === '' || address === 'UNKNOWN') return;
  const ip = normaliseAddress(address);
  out.text('source.address', ip ?? address);
  if (ip === undefined) putHost(out, 'source.domain', address);
  else {
    out.text('source.ip', ip);
    out.add('related.ip', ip);
  }
  if (port !== undefined && Number(port) <= 65_535) out.number('source.port', Number(port));
}

/** A name of an account, which also says who is concerned. */
export function person(out: EventWriter, field: 'user.name' | 'user.effective.name', name: string | undefined): void {
  if (name === undefined || name === '') return;
  out.text(field, name);
  if (field === 'user.effective.name') out.text('habitus.entity.target.user', name.toLowerCase());
  out.add('related.user', name);
}

/** A name that no account has: it makes no user entity, or an attacker would fill the registry. */
export function invalid(out: EventWriter): void {
  out.label('invalid_user', 'true');
}

/** sshd writes a backslash twice and every byte beyond ASCII in octal (vis(3)): `CORP\\\\ada`, `J\\303\\274rgen`. */
function unescaped(text: string): string {
  if (!text.includes('\\')) return text;
  const bytes = text.replace(/\\(?:([0-3][0-7]{2})|\\)/g, (_all, octal?: string) => (octal === undefined ? '\\' : String.fromCharCode(parseInt(octal, 8))));
  return /[\x80-\xff]/.test(bytes) && !/[^\x00-\xff]/.test(bytes) ? Buffer.from(bytes, 'latin1').toString('utf8') : bytes;
}
