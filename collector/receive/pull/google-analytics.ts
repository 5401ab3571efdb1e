import { hash } from 'node:crypto';
import { googleAnalytics } from '../../sources/google-analytics/parse';
import { exportFolder } from './export-folder';
import type { PullStream } from './service';

/**
 * Tables of Google Analytics' export to BigQuery that were extracted as JSON lines: `events_YYYYMMDD` and `events_intraday_YYYYMMDD` as files
 * (`events_20261124-000000000000.json.gz`) or folders of files. A day's table is written anew for up to three days, and takes the place of its intraday table.
 * https://support.google.com/analytics/answer/9358801
 */
export function googleAnalyticsFolder(path: string): PullStream {
  return exportFolder({ name: `google-analytics-${hash('sha256', path).slice(0, 12)}`, source: googleAnalytics, path, isTable: (file) => TABLE.test(file) });
}

const TABLE = /(?:^|[^a-z])events_(?:intraday_|fresh_)?\d{8}(?!\d)/i;
