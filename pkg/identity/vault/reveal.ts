import { randomUUID } from 'node:crypto';
import { HabitusError } from '../../errors';
import type { Millis } from '../../model';
import type { Records } from './record-shelf';
import type { Vault } from './vault';

/** Who asks for an original, and why. */
interface RevealRequest {
  readonly token: string;
  readonly by: string;
  readonly reason: string;
  /** How long the reveal holds. */
  readonly lasts: Millis;
  readonly at: Millis;
}

export interface Revealed {
  readonly token: string;
  readonly original: string;
  /** When whoever was told is to forget it, and what shows it stops showing it. */
  readonly until: Millis;
}

/** A line of the audit trail. */
interface RevealAudit {
  readonly did: 'reveal';
  readonly token: string;
  readonly by: string;
  readonly reason: string;
  readonly at: Millis;
  readonly until: Millis;
}

export const USUAL_REVEAL: Millis = 15 * 60_000;
export const LONGEST_REVEAL: Millis = 24 * 60 * 60_000;
const LEAST_REASON = 4;
const MOST_REASON = 1_000;

/**
 * Tells the original of a token. The line of the audit trail is durable before the vault is asked, also for a token that it does not have.
 * @throws HabitusError HAB-VAULT-003 for an unknown token, HAB-VAULT-005 without a reason or for longer than a day
 */
export async function reveal(vault: Vault, records: Records, { token, by, reason, lasts, at }: RevealRequest): Promise<Revealed> {
  const words = reason.trim();
  if (words.length < LEAST_REASON || words.length > MOST_REASON) throw new HabitusError('HAB-VAULT-005', `a reason of ${words.length} characters`);
  if (!(lasts > 0 && lasts <= LONGEST_REVEAL)) throw new HabitusError('HAB-VAULT-005', `${lasts / 60_000} minutes`);
  const until = at + lasts;
  const line: RevealAudit = { did: 'reveal', token: token.slice(0, 200), by, reason: words, at, until };
  const written = await records.put('audit', `${String(at).padStart(16, '0')}-reveal-${randomUUID()}`, line, undefined);
  if (written === undefined) throw new HabitusError('HAB-STORE-003', 'nothing', 'the audit trail to be written: without it nothing is revealed');
  const original = await vault.open(token);
  if (original === undefined) throw new HabitusError('HAB-VAULT-003', token.slice(0, 200));
  return { token, original, until };
}
