import { HabitusError } from '../errors';
import { admitReveal, auditRefusal, LONGEST_REVEAL, reveal, USUAL_REVEAL, type Revealed } from '../identity/vault';
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

/** The original of a token; its line of the audit trail is written first. The caller has checked that `by` may ask. @throws HabitusError HAB-VAULT-003, -004, -005, -006 */
export async function revealFor(
  { pseudonyms, store, namespace }: Habitus,
  { token, reason, lasts = USUAL_REVEAL }: Asked,
  by: string,
  at: Millis
): Promise<Revealed> {
  if (pseudonyms === undefined) throw new HabitusError('HAB-VAULT-004', `namespace ${namespace}`);
  const asking = await admitReveal(pseudonyms.reveals, store.records, { token, reason, by, at });
  return await reveal(pseudonyms.vault, store.records, { ...asking, lasts });
}

/**
 * Writes to the audit trail that somebody asked and was refused before the vault was reached. Nothing where there are no pseudonyms, and so nothing to be told.
 * @throws HabitusError HAB-VAULT-006 for one who asks too often
 */
export async function noteRefusal(
  { pseudonyms, store }: Habitus,
  { token, reason }: Pick<Asked, 'token' | 'reason'>,
  by: string,
  at: Millis,
  error: HabitusError
): Promise<void> {
  if (pseudonyms === undefined) return;
  const asking = await admitReveal(pseudonyms.reveals, store.records, { token, reason, by, at });
  await auditRefusal(store.records, asking, error);
}
