import { HabitusError } from '../errors';
import type { Setting } from './settings';

/** The value as its setting wants it. @throws HabitusError HAB-CONF-001 naming the key, the place and, unless it is secret, what came */
export function checked(key: string, setting: Setting<unknown>, value: unknown, place: string): unknown {
  const result = setting.schema.safeParse(value);
  if (result.success) return result.data;
  const shown = setting.secret === true ? 'another value' : JSON.stringify(value);
  const [issue] = result.error.issues;
  // Where in a list or mapping: a single value has no path.
  const at = issue!.path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`)).join('');
  throw new HabitusError('HAB-CONF-001', `${shown} in ${place}`, `${key}${at}: ${issue!.message.replace(/^Invalid input: expected /, '')}`);
}
