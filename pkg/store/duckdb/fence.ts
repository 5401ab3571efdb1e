import { HabitusError } from '../../errors';
import type { Fence } from '../store';
import type { Transaction } from './connections';
import { sql } from './sql';

/** To be called first in the transaction that it guards. @throws HabitusError HAB-STORE-008 when the lease wrote with a newer one */
export async function passFence(tx: Transaction, fence: Fence | undefined): Promise<void> {
  if (fence === undefined) {
    return;
  }
  const { name, version } = fence;
  const [row] = await tx.rows(sql`SELECT version FROM fences WHERE name = ${name}`);
  if (row !== undefined && Number(row.version) > version) {
    throw new HabitusError('HAB-STORE-008', `${name}: ${version} after ${String(row.version)}`);
  }
  await tx.run(sql`INSERT INTO fences VALUES (${name}, ${BigInt(version)}) ON CONFLICT DO UPDATE SET version = excluded.version`);
}
