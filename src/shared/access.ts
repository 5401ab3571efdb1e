import { config } from '@grafana/runtime';

/** Editors and Admins give verdicts. The backend refuses all others; the page only does not offer what would be refused. */
export function mayJudge(): boolean {
  const { orgRole, isGrafanaAdmin } = config.bootData.user;
  return isGrafanaAdmin || orgRole === 'Editor' || orgRole === 'Admin';
}

export const JUDGE_HINT = 'Verdicts need the role Editor or Admin';
