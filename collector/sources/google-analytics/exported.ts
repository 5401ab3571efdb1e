import { hash } from 'node:crypto';
import { writeDevice } from '../json/device';
import type { Fields } from '../json/fields';
import { writePlace } from '../json/geo';
import { keepRest } from '../json/rest';
import type { EventWriter } from '../source';
import { paramsOf } from './params';
import { writeEvent } from './write-event';

export function isExported(row: Fields): boolean {
  return row.has('event_name');
}

/** A row of `events_YYYYMMDD` or `events_intraday_YYYYMMDD`. */
export function writeExported(row: Fields, out: EventWriter): void {
  const name = row.text('event_name') ?? '';
  const at = row.time('event_timestamp');
  if (at === undefined) {
    out.reject('HAB-PARSE-001', 'event_timestamp: microseconds', String(row.raw('event_timestamp') ?? 'none'));
    return;
  }
  out.time(at);
  out.text('event.dataset', 'google-analytics.event');
  out.text('event.id', identity(row));
  const params = paramsOf(row.raw('event_params'));
  writeEvent(name, params, { user: row.text('user_id'), device: row.text('user_pseudo_id') }, { ecommerce: row.at('ecommerce') }, out);
  writeWith(row, params, out);
  for (const key of NOT_KEPT) row.raw(key);
  keepRest(row, out, 'google-analytics');
  out.end();
}

/** Rows have no id: the same row of the intraday and of the daily table, and of a table that was written again, has the same of these. */
function identity(row: Fields): string {
  return hash('sha256', KEY.map((column) => row.text(column) ?? '').join('\n')).slice(0, 32);
}

const KEY = [
  'stream_id',
  'user_pseudo_id',
  'event_timestamp',
  'event_name',
  'batch_page_id',
  'batch_ordering_id',
  'batch_event_index',
  'event_bundle_sequence_id',
];

function writeWith(row: Fields, params: Fields, out: EventWriter): void {
  const device = row.at('device');
  writeDevice(out, {
    browser: device.text('web_info.browser', 'browser'),
    browserVersion: device.text('web_info.browser_version', 'browser_version'),
    system: device.text('operating_system'),
    systemVersion: device.text('operating_system_version'),
    device: device.text('mobile_marketing_name', 'mobile_model_name', 'category'),
  });
  const geo = row.at('geo');
  writePlace(out, { country: set(geo.text('country')), region: set(geo.text('region')), city: set(geo.text('city')) });
  const host = device.text('web_info.hostname');
  if (host !== undefined && !params.has('page_location')) out.text('url.domain', host.toLowerCase());
  const app = row.text('app_info.id');
  if (app !== undefined) out.text('service.name', app);
}

function set(value: string | undefined): string | undefined {
  return value === '(not set)' ? undefined : value;
}

/** Marketing, consent, life-time sums and the export's own counters: no behaviour in them. */
const NOT_KEPT =
  'event_date event_previous_timestamp event_server_timestamp_offset event_bundle_sequence_id batch_page_id batch_ordering_id batch_event_index privacy_info user_ltv user_first_touch_timestamp is_active_user session_traffic_source_last_click publisher event_dimensions'.split(
    ' '
  );
