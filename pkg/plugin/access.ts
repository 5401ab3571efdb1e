import { HabitusError } from '../errors';
import type { PluginContext } from './pluginv2/generated/pluginv2';

const MAY_CHANGE: readonly string[] = ['Editor', 'Admin'];

/**
 * Who changes something. Grafana lets a Viewer POST to a data source's resources, so the backend asks itself.
 *
 * @returns the login, for the audit
 * @throws HabitusError HAB-PLUG-002 for a Viewer, an unknown role, or nobody
 */
export function mayChange(context: PluginContext | undefined): string {
  const user = context?.user;
  if (user === undefined || !MAY_CHANGE.includes(user.role) || user.login === '') {
    throw new HabitusError('HAB-PLUG-002', user?.role || 'no role', 'an Editor or Admin');
  }
  return user.login;
}
