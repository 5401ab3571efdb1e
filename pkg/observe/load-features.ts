import { readFileSync } from 'node:fs';
import { HabitusError } from '../errors';
import type { Feature } from '../model';
import { parseFeature } from './parse-feature';

/**
 * The features of files of one's own.
 * @throws HabitusError HAB-CLI-002 for a file that cannot be read, HAB-FEAT-001 for a definition that is wrong or an id that is met twice
 */
export function loadFeatures(files: readonly string[]): Feature[] {
  return withoutTwins(files.flatMap((file) => parseFeature(textOf(file), file)));
}

/** The same features. @throws HabitusError HAB-FEAT-001 when two of them have one id */
export function withoutTwins(features: readonly Feature[]): Feature[] {
  const seen = new Set<string>();
  for (const { id } of features) {
    if (seen.has(id)) {
      throw new HabitusError('HAB-FEAT-001', `two features called ${id}`, 'an id that no other feature has');
    }
    seen.add(id);
  }
  return [...features];
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new HabitusError('HAB-CLI-002', file, undefined, { cause: error });
  }
}
