import { HabitusError } from '../errors';
import type { Setting } from './settings';

/** The value as its setting wants it. @throws HabitusError HAB-CONF-001 naming the key, the place and, unless it is secret, what came */
export function checked(key: string, setting: Setting<unknown>, value: unknown, place: string): unknown {
  const result = setting.schema.safeParse(value);
  if (result.success) return result.data;
  const shown = setting.secret === true ? 'another value' : JSON.stringify(value);
  throw new HabitusError('HAB-CONF-001', `${shown} in ${place}`, `${key}: ${result.error.issues[0]!.message.replace(/^Invalid input: expected /, '')}`);
}
