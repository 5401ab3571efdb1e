import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { HabitusError } from '../errors';

/** Layout of a data directory. Readers accept this one and the one before. */
const DIRECTORY_SCHEMA = 1;
const SCHEMA_FILE = 'habitus.json';

/** What may lie in a folder that somebody made for us by hand. */
const HARMLESS = new Set(['lost+found', '.gitkeep', '.DS_Store']);

/**
 * Makes a data directory that only its owner may enter, or checks the one that exists. Nothing in it is changed but its mode.
 *
 * @returns its absolute path
 * @throws HabitusError HAB-STORE-002 for one of another version, HAB-STORE-005 for a folder that is not ours
 */
export function prepareDirectory(path: string): string {
  const dir = resolve(path);
  makeFolder(dir);
  const schemaFile = join(dir, SCHEMA_FILE);
  if (existsSync(schemaFile)) checkSchema(schemaFile);
  else adopt(dir, schemaFile);
  if ((statSync(dir).mode & 0o077) !== 0) chmodSync(dir, 0o700);
  return dir;
}

/** Whether a data directory was ever made there. Looks only. */
export function isDataDirectory(path: string): boolean {
  return existsSync(join(resolve(path), SCHEMA_FILE));
}

function makeFolder(dir: string): void {
  try {
    mkdirSync(dir, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new HabitusError('HAB-STORE-005', `${dir}: ${(error as Error).message}`, undefined, { cause: error });
  }
}

function checkSchema(file: string): void {
  const schema = schemaOf(readFileSync(file, 'utf8'));
  if (schema !== DIRECTORY_SCHEMA) throw new HabitusError('HAB-STORE-002', `schema ${String(schema)} in ${file}`, `schema ${DIRECTORY_SCHEMA}`);
}

function schemaOf(text: string): unknown {
  try {
    return (JSON.parse(text) as { schema?: unknown }).schema;
  } catch {
    return 'that is not JSON';
  }
}

function adopt(dir: string, schemaFile: string): void {
  const foreign = readdirSync(dir).filter((name) => !HARMLESS.has(name));
  if (foreign.length > 0) throw new HabitusError('HAB-STORE-005', `${dir}, which holds ${foreign.slice(0, 3).join(', ')}`);
  writeFileSync(schemaFile, `${JSON.stringify({ product: 'habitus', schema: DIRECTORY_SCHEMA })}\n`, { mode: 0o600 });
}
