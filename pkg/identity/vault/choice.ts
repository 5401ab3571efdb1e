import { HabitusError } from '../../errors';
import type { Records } from './record-shelf';

/** What a namespace was made with, kept as a record of its store. */
export interface Choice {
  readonly schema: 1;
  readonly pseudonyms: true;
  /** Of the key. */
  readonly check: string;
  /** What stays in clear, see `keepsOf`. */
  readonly keep: readonly string[];
}

/** What is configured. Undefined: as the namespace was made. */
export interface Wanted {
  readonly pseudonyms?: boolean | undefined;
  readonly keep?: readonly string[] | undefined;
}

const KIND = 'namespace';
const ID = 'pseudonyms';

/** What the namespace was made with, or undefined where it is not pseudonymous. */
export async function madeWith(records: Records): Promise<Choice | undefined> {
  return (await records.get<Choice>(KIND, ID))?.value;
}

/** @throws HabitusError HAB-VAULT-001 where what is configured is not what the namespace was made with */
export function checkChoice(made: Choice | undefined, { pseudonyms, keep }: Wanted, isEmpty: boolean): void {
  if (made === undefined) {
    if (pseudonyms === true && !isEmpty) {
      throw new HabitusError('HAB-VAULT-001', 'pseudonyms: true', 'no pseudonyms, since the namespace holds data without them');
    }
    return;
  }
  if (pseudonyms === false) throw new HabitusError('HAB-VAULT-001', 'pseudonyms: false', 'pseudonyms, since the namespace was made with them');
  if (keep !== undefined && keep.length > 0 && sorted(keep) !== sorted(made.keep)) {
    throw new HabitusError('HAB-VAULT-001', `pseudonymsKeep: ${sorted(keep)}`, `pseudonymsKeep: ${sorted(made.keep) || 'nothing'}, as the namespace was made`);
  }
}

/** Keeps the choice; of two processes that make the namespace at once the first counts, and the other is held to it. */
export async function makeChoice(records: Records, check: string, keep: readonly string[]): Promise<Choice> {
  const choice: Choice = { schema: 1, pseudonyms: true, check, keep };
  const put = await records.put(KIND, ID, choice, undefined);
  return put === undefined ? ((await madeWith(records)) ?? choice) : choice;
}

function sorted(list: readonly string[]): string {
  return [...list].sort().join(', ');
}
