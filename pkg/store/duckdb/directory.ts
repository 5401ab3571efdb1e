import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { HabitusError } from '../../errors';
import { SCHEMA } from './schema';

/** Makes the folder of a namespace, and sees that the data directory is of this version. @throws HabitusError HAB-STORE-002 */
export async function prepareDirectory(dir: string, namespace: string): Promise<string> {
  const own = join(dir, namespace);
  await mkdir(own, { recursive: true, mode: 0o700 });
  const marker = join(dir, 'schema');
  await writeFile(marker, `${SCHEMA}\n`, { flag: 'wx' }).catch(unlessThere);
  const found = (await readFile(marker, 'utf8')).trim();
  if (found !== String(SCHEMA)) {
    throw new HabitusError('HAB-STORE-002', `schema ${found} in ${dir}`, `schema ${SCHEMA}`);
  }
  return own;
}

function unlessThere(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') {
    throw error;
  }
}
