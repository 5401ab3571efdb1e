import { text } from '../reading';
import type { EventWriter } from '../source';
import { writeAddress } from './address';
import { writePage } from './page';
import { named, writeUser } from './who';

/** Who is there, with what and where, as analytics products say it. Times, names of events and the rest are the source's own. */
export interface Visitor {
  /** The id that the operator gave the person; a mail address is one, too. */
  readonly user?: string | undefined;
  readonly name?: string | undefined;
  readonly email?: string | undefined;
  readonly fullName?: string | undefined;
  /** What stands for somebody who has not signed in: the id of a cookie or of an installation. It is no user. */
  readonly device?: string | undefined;
  readonly session?: string | undefined;
  readonly ip?: unknown;
  readonly agent?: string | undefined;
  readonly page?: string | undefined;
  readonly referrer?: string | undefined;
}

export function writeVisitor(out: EventWriter, visitor: Visitor): void {
  const id = named(visitor.user);
  const email = named(visitor.email) ?? (id !== undefined && MAIL.test(id) ? id : undefined);
  writeUser(out, { id, email, name: visitor.name, fullName: visitor.fullName });
  // Beside a name a bare number is taken for the number of an account on one host: here it is the person's.
  if (id !== undefined && /^\d{1,64}$/.test(id)) out.text('habitus.entity.actor.user', id);
  const device = named(visitor.device);
  if (device !== undefined) out.text('device.id', device);
  if (visitor.session !== undefined) out.text('session.id', visitor.session);
  if (!HIDDEN.has(text(visitor.ip) ?? '')) writeAddress(out, 'source', visitor.ip);
  if (visitor.agent !== undefined) out.text('user_agent.original', visitor.agent);
  writePage(out, visitor.page);
  if (visitor.referrer !== undefined && !DIRECT.test(visitor.referrer)) out.text('http.request.referrer', visitor.referrer);
}

const MAIL = /^[^\s@]+@[^\s@]+$/;
/** What products write when they are told not to keep addresses. */
const HIDDEN = new Set(['0.0.0.0', '::', '0']);
/** What they write for a visitor who came from no other page. */
const DIRECT = /^\$?direct$/i;
