import { HabitusError } from '../../errors';
import type { Verification } from '../../model';
import type { Habitus } from '../../owner/habitus';

/** One receipt computed again, now. @throws HabitusError HAB-CLI-003 for an id that nothing is known of */
export async function verification({ store, engine }: Habitus, id: string): Promise<Verification> {
  if ((await store.findings.receipt(id)) === undefined) throw new HabitusError('HAB-CLI-003', id);
  for await (const result of engine.verify([id])) return result;
  throw new HabitusError('HAB-CLI-003', id);
}
