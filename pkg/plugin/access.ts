import { HabitusError } from '../errors';
import type { PluginContext } from './pluginv2/generated/pluginv2';

const MAY_CHANGE: readonly string[] = ['Editor', 'Admin'];
const MAY_REVEAL: readonly string[] = ['Admin'];

/**
 * Who changes something. Grafana lets a Viewer POST to a data source's resources, so the backend asks itself.
 *
 * @returns the login, for the audit
 * @throws HabitusError HAB-PLUG-002 for a Viewer, an unknown role, or nobody
 */
export function mayChange(context: PluginContext | undefined): string {
  return loginOf(context, MAY_CHANGE, 'an Editor or Admin');
}

/**
 * Who asks for the original of a pseudonym.
 *
 * @returns the login, for the audit
 * @throws HabitusError HAB-PLUG-002 for anybody but an Admin
 */
export function mayReveal(context: PluginContext | undefined): string {
  return loginOf(context, MAY_REVEAL, 'an Admin');
}

function loginOf(context: PluginContext | undefined, roles: readonly string[], words: string): string {
  const user = context?.user;
  if (user === undefined || !roles.includes(user.role) || user.login === '') throw new HabitusError('HAB-PLUG-002', user?.role || 'no role', words);
  return user.login;
}
