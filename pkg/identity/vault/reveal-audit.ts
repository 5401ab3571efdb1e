import { randomUUID } from 'node:crypto';
import { HabitusError } from '../../errors';
import type { Millis } from '../../model';
import type { Records } from './record-shelf';
import { isToken } from './tokens';

/** Who asked for an original, and why. */
export interface Asking {
  readonly token: string;
  readonly by: string;
  readonly reason: string;
  readonly at: Millis;
  /** How often the same caller was refused for asking too often, without a line, since the line before. */
  readonly unwritten?: number;
}

/** A line of the audit trail. */
interface RevealAudit extends Asking {
  readonly did: 'reveal' | 'reveal-refused';
  /** Of a reveal: how long it holds. */
  readonly until?: Millis;
  /** Of a refusal: the code of the error, and what came instead of what was expected. */
  readonly why?: string;
}

const MOST_REASON = 1_000;
const MOST_NAME = 200;

/** Writes that somebody is about to be told an original. Durable when it resolves. @throws HabitusError HAB-STORE-003 where it was not written */
export async function auditReveal(records: Records, asking: Asking, until: Millis): Promise<void> {
  await write(records, { did: 'reveal', ...shortened(asking), until });
}

/** Writes that somebody was refused. @param error what the caller is told */
export async function auditRefusal(records: Records, asking: Asking, { code, got }: HabitusError): Promise<void> {
  await write(records, { did: 'reveal-refused', ...shortened(asking), why: `${code}: ${String(got).slice(0, MOST_NAME)}` });
}

/** What stands where a token should and has not its form may be a name. */
function shortened({ token, by, reason, at, unwritten = 0 }: Asking): Asking {
  const more = unwritten > 0 ? { unwritten } : {};
  return { token: isToken(token) ? token : '[no token]', by: by.slice(0, MOST_NAME), reason: reason.trim().slice(0, MOST_REASON), at, ...more };
}

async function write(records: Records, line: RevealAudit): Promise<void> {
  const written = await records.put('audit', `${String(line.at).padStart(16, '0')}-${line.did}-${randomUUID()}`, line, undefined);
  if (written === undefined) throw new HabitusError('HAB-STORE-003', 'nothing', 'the audit trail to be written: without it nothing is revealed');
}
