import { HOUR, type Millis } from '../../../pkg/model';
import { googleWorkspace } from '../../sources/google-workspace/parse';
import type { WindowedLog } from './windows';

/**
 * Activities of Google Workspace from the Reports API, newest first, `nextPageToken` to the next page.
 * https://developers.google.com/workspace/admin/reports/v1/guides/manage-audit-login. Login events show up within hours, so four are asked for again.
 */
export function googleLog(base: URL, customer: string, application: string): WindowedLog {
  return {
    name: `google-workspace-${customer}-${application}`,
    source: googleWorkspace,
    overlap: 4 * HOUR,
    first(from: Millis, to: Millis): string {
      const url = new URL(`/admin/reports/v1/activity/users/all/applications/${application}`, base);
      url.search = new URLSearchParams({ startTime: new Date(from).toISOString(), endTime: new Date(to).toISOString(), maxResults: '1000' }).toString();
      return url.href;
    },
    read(body, url) {
      const { items, nextPageToken } = (body ?? {}) as { items?: unknown; nextPageToken?: unknown };
      if (typeof nextPageToken !== 'string' || nextPageToken === '') return { list: items, next: undefined };
      const next = new URL(url);
      next.searchParams.set('pageToken', nextPageToken);
      return { list: items, next: next.href };
    },
  };
}
