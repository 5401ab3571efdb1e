import { HabitusError } from '../../../pkg/errors';
import { HOUR, type Millis } from '../../../pkg/model';
import { entraId } from '../../sources/entra-id/parse';
import type { WindowedLog } from './windows';

/** What can be asked for, and the time that it is asked by. */
const LOGS: Readonly<Record<string, string>> = { signIns: 'createdDateTime', directoryAudits: 'activityDateTime' };
export const ENTRA_LOGS = Object.keys(LOGS);

/**
 * Sign-ins and directory audits of Entra ID from Microsoft Graph: `$filter` by time, `@odata.nextLink` to the next page.
 * https://learn.microsoft.com/graph/api/signin-list. Sign-ins show up after minutes, some after two hours, so two hours are asked for again.
 */
export function entraLog(base: URL, tenant: string, log: string): WindowedLog {
  const time = LOGS[log] ?? '';
  return {
    name: `entra-id-${tenant}-${log}`,
    source: entraId,
    overlap: 2 * HOUR,
    first(from: Millis, to: Millis): string {
      const url = new URL(`/v1.0/auditLogs/${log}`, base);
      url.searchParams.set('$filter', `${time} ge ${new Date(from).toISOString()} and ${time} lt ${new Date(to).toISOString()}`);
      url.searchParams.set('$orderby', `${time} asc`);
      url.searchParams.set('$top', '1000');
      return url.href;
    },
    read(body) {
      const { value, '@odata.nextLink': next } = (body ?? {}) as { value?: unknown; '@odata.nextLink'?: unknown };
      if (typeof next !== 'string') return { list: value, next: undefined };
      if (new URL(next).origin !== base.origin) throw new HabitusError('HAB-RECV-009', new URL(next).origin, `a next page on ${base.origin}`);
      return { list: value, next };
    },
  };
}
