import { HabitusError } from '../errors';
import type { Feature } from '../model';

/** The part of a store that the guard needs. */
interface Records {
  get<T>(kind: string, id: string): Promise<{ readonly value: T; readonly version: number } | undefined>;
  put<T>(kind: string, id: string, value: T, version: number | undefined): Promise<number | undefined>;
}

/**
 * Remembers each version of each feature, and refuses one whose body has changed since: what was scored by version 3 stays explained by it.
 * Wording (question, unit, technique, sources) may change; what is counted and how it is judged may not.
 * @throws HabitusError HAB-FEAT-002 naming the feature
 */
export async function guardVersions(records: Records, features: readonly Feature[]): Promise<void> {
  for (const feature of features) {
    const id = `${feature.id}@${feature.version}`;
    const body = bodyOf(feature);
    if ((await records.put('definition', id, { body, feature }, undefined)) !== undefined) {
      continue;
    }
    const known = await records.get<{ readonly body: string }>('definition', id);
    if (known !== undefined && known.value.body !== body) {
      throw new HabitusError('HAB-FEAT-002', `${id} with another body`, `version ${feature.version + 1} or higher of ${feature.id}`);
    }
  }
}

/** What decides the numbers, as text. The order of keys is fixed here, the order of conditions is the author's. */
function bodyOf(feature: Feature): string {
  const { entity, where, measure, bucket, zero, tail, detectors } = feature;
  return JSON.stringify([entity.type, entity.role, where, measure, bucket, zero, tail, [...detectors].sort()]);
}
