import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { HabitusError } from '../errors';
import { readOwner } from './owner-file';

export interface Lock {
  release(): void;
}

/**
 * Takes the data directory for this process. The lock is the kernel's lock on a byte of `owner.lock`, taken through SQLite because Node
 * has no `flock` of its own: it ends with the process, however that ends, works across containers that share the folder, and there is
 * no stale file to judge and no race in judging it. About 0.5 ms.
 *
 * @throws HabitusError HAB-STORE-001 while another process holds it, naming that one
 */
export async function takeLock(dir: string): Promise<Lock> {
  const { DatabaseSync: Database } = await import('node:sqlite');
  const file = new Database(join(dir, 'owner.lock'));
  try {
    file.exec('PRAGMA busy_timeout = 0; PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
  } catch (error) {
    file.close();
    if (!isBusy(error)) throw error;
    const owner = readOwner(dir);
    throw new HabitusError('HAB-STORE-001', owner ? `${dir}, owned by process ${owner.pid} since ${owner.since}` : `${dir}, owned by another process`);
  }
  return { release: once(() => unlock(file)) };
}

function unlock(file: DatabaseSync): void {
  file.exec('ROLLBACK');
  file.close();
}

function once(act: () => void): () => void {
  let done = false;
  return () => {
    if (done) return;
    done = true;
    act();
  };
}

const SQLITE_BUSY = 5;

function isBusy(error: unknown): boolean {
  return (error as { errcode?: number }).errcode === SQLITE_BUSY;
}
