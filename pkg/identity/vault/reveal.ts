import { HabitusError } from '../../errors';
import type { Millis } from '../../model';
import type { Records } from './record-shelf';
import { auditRefusal, auditReveal, type Asking } from './reveal-audit';
import type { Vault } from './vault';

interface RevealRequest extends Asking {
  /** How long the reveal holds. */
  readonly lasts: Millis;
}

export interface Revealed {
  readonly token: string;
  readonly original: string;
  /** When whoever was told is to forget it, and what shows it stops showing it. */
  readonly until: Millis;
}

export const USUAL_REVEAL: Millis = 15 * 60_000;
export const LONGEST_REVEAL: Millis = 24 * 60 * 60_000;
const LEAST_REASON = 4;
const MOST_REASON = 1_000;

/**
 * Tells the original of a token. The line of the audit trail is durable before the vault is asked, also for a token that it does not have; one that is refused
 * has its line, too.
 * @throws HabitusError HAB-VAULT-003 for an unknown token, HAB-VAULT-005 without a reason or for longer than a day
 */
export async function reveal(vault: Vault, records: Records, { lasts, ...asking }: RevealRequest): Promise<Revealed> {
  const refusal = refusalOf(asking.reason.trim().length, lasts);
  if (refusal !== undefined) {
    await auditRefusal(records, asking, refusal);
    throw refusal;
  }
  const { token, at } = asking;
  const until = at + lasts;
  await auditReveal(records, asking, until);
  const original = await vault.open(token);
  if (original === undefined) throw new HabitusError('HAB-VAULT-003', token.slice(0, 200));
  return { token, original, until };
}

function refusalOf(length: number, lasts: Millis): HabitusError | undefined {
  if (length < LEAST_REASON || length > MOST_REASON) return new HabitusError('HAB-VAULT-005', `a reason of ${length} characters`);
  if (!(lasts > 0 && lasts <= LONGEST_REVEAL)) return new HabitusError('HAB-VAULT-005', `${lasts / 60_000} minutes`);
  return undefined;
}
