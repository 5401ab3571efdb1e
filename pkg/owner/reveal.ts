import { HabitusError } from '../errors';
import { auditRefusal, LONGEST_REVEAL, reveal, USUAL_REVEAL, type Revealed } from '../identity/vault';
import type { Millis } from '../model';
import type { Habitus } from './habitus';

/** The longest that a reveal may hold. */
export const LONGEST: Millis = LONGEST_REVEAL;

/** A token, why its original is asked for, and for how long. */
export interface Asked {
  readonly token: string;
  readonly reason: string;
  /** Default: 15 minutes. */
  readonly lasts?: Millis;
}

/** The original of a token; its line of the audit trail is written first. The caller has checked that `by` may ask. @throws HabitusError HAB-VAULT-003, -004, -005 */
export async function revealFor(
  { pseudonyms, store, namespace }: Habitus,
  { token, reason, lasts = USUAL_REVEAL }: Asked,
  by: string,
  at: Millis
): Promise<Revealed> {
  if (pseudonyms === undefined) throw new HabitusError('HAB-VAULT-004', `namespace ${namespace}`);
  return await reveal(pseudonyms.vault, store.records, { token, reason, by, lasts, at });
}

/** Writes to the audit trail that somebody asked and was refused before the vault was reached. Nothing where there are no pseudonyms, and so nothing to be told. */
export async function noteRefusal(
  { pseudonyms, store }: Habitus,
  { token, reason }: Pick<Asked, 'token' | 'reason'>,
  by: string,
  at: Millis,
  error: HabitusError
): Promise<void> {
  if (pseudonyms !== undefined) await auditRefusal(store.records, { token, reason, by, at }, error);
}
