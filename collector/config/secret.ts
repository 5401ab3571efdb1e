import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { HabitusError } from '../../pkg/errors';
import { WatchedFiles } from './watched-files';

const one = z.union(
  [z.strictObject({ file: z.string().min(1) }), z.strictObject({ env: z.string().min(1) })],
  'a secret as { file: PATH } or { env: NAME }: never the secret itself'
);

/** Where a secret is, or several of them while one replaces the other. A configuration never holds the secret itself. */
export const secretSchema = z.union(
  [one.transform((each) => [each]), z.array(one).min(1)],
  'a secret as { file: PATH } or { env: NAME }: never the secret itself'
);
export type SecretPlaces = z.output<typeof secretSchema>;

/** Reads secrets; line ends behind them are no part. @throws HabitusError HAB-CONF-001 naming the place, never the secret */
export function readSecrets(places: SecretPlaces, env: Readonly<Record<string, string | undefined>>): string[] {
  return places.map((place) => {
    const secret = 'file' in place ? fromFile(place.file) : (env[place.env] ?? '');
    if (secret === '') {
      throw new HabitusError('HAB-CONF-001', 'none', 'file' in place ? `a secret in the file ${place.file}` : `a secret in the variable ${place.env}`);
    }
    return secret;
  });
}

/** The same, read again when a file changes: `secrets` holds what the files hold now. `files`: to be closed; none where all stand in the environment. */
export function watchSecrets(
  places: SecretPlaces,
  env: Readonly<Record<string, string | undefined>>
): { readonly secrets: readonly string[]; readonly files?: WatchedFiles<readonly string[]> } {
  const paths = places.flatMap((place) => ('file' in place ? [place.file] : []));
  if (paths.length === 0) return { secrets: readSecrets(places, env) };
  const files = new WatchedFiles<readonly string[]>(paths, () => readSecrets(places, env));
  const secrets = [...files.value];
  files.onChange((next) => secrets.splice(0, secrets.length, ...next));
  return { secrets, files };
}

function fromFile(path: string): string {
  try {
    return readFileSync(path, 'utf8').replace(/(?<![\r\n])[\r\n]+$/, '');
  } catch {
    throw new HabitusError('HAB-CONF-001', 'no file that can be read', `a secret in the file ${path}`);
  }
}
