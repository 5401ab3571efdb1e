import { HabitusError } from '../../errors';
import type { Records } from './record-shelf';
import { auditRefusal, type Asking } from './reveal-audit';
import { MOST_REVEALS, type RevealPace } from './reveal-pace';

/**
 * Counts an attempt to be told an original, before anything else is looked at.
 * @returns the same, with what its line of the audit trail has to say of those before it
 * @throws HabitusError HAB-VAULT-006 with when to ask again, for one who asks too often: it has a line of the audit trail once a minute
 */
export async function admitReveal(pace: RevealPace, records: Records, asking: Asking): Promise<Asking> {
  const { again, isWritten, unwritten } = pace.ask(asking.by, asking.at);
  const line = { ...asking, unwritten };
  if (again === undefined) return line;
  const next = `at most ${MOST_REVEALS} attempts a minute, the next at ${new Date(again).toISOString()}`;
  const error = new HabitusError('HAB-VAULT-006', 'more', next);
  if (isWritten) await auditRefusal(records, line, error);
  throw error;
}
